// Ends with 0 when the service answers 200 on loopback. Usage: bun deploy/healthcheck.ts PORT_SETTING [PATH]
const [setting = '', path = '/health/live'] = process.argv.slice(2);
const scheme = setting === 'GATEWAY_PORT' && process.env.GATEWAY_TLS_CERT ? 'https' : 'http';
const { ok } = await fetch(`${scheme}://127.0.0.1:${process.env[setting]}${path}`, { tls: { rejectUnauthorized: false } });
process.exit(ok ? 0 : 1);

export {};
