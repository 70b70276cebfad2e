// Other programs that forward: each started on a port of its own in front of an upstream. Installed into .local/ only.
import { mkdir } from 'node:fs/promises';
import { run } from '@matinee/testing/run';
import { until } from '@matinee/testing/wait';

const root = `${import.meta.dir}/../..`;
const state = `${process.env.MATINEE_STATE}/peers`;
const npm = `${root}/.local/peers`;
const packages = ['fastify@5.12.8', '@fastify/http-proxy@11.6.3', 'express@5.3.0', 'http-proxy-middleware@4.2.1'];

const ports = (await run(['bun', 'scripts/free-ports.ts', '20'])).trim().split('\n').map(Number);
const children: Bun.Subprocess[] = [];

export const freePort = (): number => ports.pop() ?? 0;

/** Starts a program and waits until its port answers. @returns the port */
export const startOn = async (port: number, command: string[], env: Record<string, string> = {}, cwd = root): Promise<number> => {
  children.push(
    Bun.spawn(command, { cwd, env: { ...process.env, ...env }, stdout: 'ignore', stderr: Bun.file(`${state}/${port}.log`) }),
  );
  await until(
    `${command.join(' ')} on ${port}`,
    async () => (await fetch(`http://127.0.0.1:${port}/api/movies/1`)).status > 0,
    30,
  );
  return port;
};

export const stopPeers = () => {
  for (const child of children) child.kill('SIGKILL');
};

export const installPeers = async (): Promise<{ packages: string; node: string }> => {
  await mkdir(state, { recursive: true });
  await mkdir(npm, { recursive: true });
  if (!(await Bun.file(`${npm}/node_modules/express/package.json`).exists())) {
    await Bun.write(`${npm}/package.json`, '{"private":true}');
    const install = Bun.spawn(['bun', 'add', '--exact', ...packages], { cwd: npm, stdout: 'ignore', stderr: 'inherit' });
    if ((await install.exited) !== 0) throw new Error('The peers could not be installed from npm.');
  }
  return {
    packages: (await run(['scripts/install/extract.sh', 'nginx', 'caddy'])).trim(),
    // They are made for Node; where there is none they run on Bun.
    node: Bun.which('node') ?? process.execPath,
  };
};

export const startNginx = async (binaries: string, upstream: number): Promise<number> => {
  const port = freePort();
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${state}/${name};`)
    .join(' ');
  await Bun.write(
    `${state}/nginx-${port}.conf`,
    `daemon off; worker_processes 1; pid ${state}/nginx-${port}.pid; error_log ${state}/nginx.log crit;
    events { worker_connections 4096; }
    http { access_log off; ${temporary} keepalive_requests 1000000000;
      upstream u { server 127.0.0.1:${upstream}; keepalive 128; keepalive_requests 1000000000; }
      server { listen 127.0.0.1:${port}; location / { proxy_pass http://u; proxy_http_version 1.1; proxy_set_header Connection "";
        proxy_set_header X-Forwarded-For $remote_addr; proxy_set_header X-Forwarded-Proto $scheme; proxy_set_header X-Forwarded-Host $host; } } }`,
  );
  return startOn(port, [`${binaries}/usr/sbin/nginx`, '-c', `${state}/nginx-${port}.conf`, '-e', `${state}/nginx.log`]);
};

export const startCaddy = async (binaries: string, upstream: number): Promise<number> => {
  const port = freePort();
  await Bun.write(
    `${state}/Caddyfile`,
    `{\n admin off\n auto_https off\n}\nhttp://127.0.0.1:${port} {\n reverse_proxy 127.0.0.1:${upstream}\n}\n`,
  );
  const env = { XDG_DATA_HOME: state, XDG_CONFIG_HOME: state };
  return startOn(port, [`${binaries}/usr/bin/caddy`, 'run', '--config', `${state}/Caddyfile`, '--adapter', 'caddyfile'], env);
};

export const startNode = async (node: string, script: string, upstream: number): Promise<number> => {
  const port = freePort();
  const command = [node, `${import.meta.dir}/${script}`, String(port), String(upstream)];
  return startOn(port, command, { NODE_ENV: 'production' }, npm);
};

/** A gateway of ours, as PM2 would run it. */
export const startGateway = async (upstream: number, env: Record<string, string> = {}): Promise<number> => {
  const port = freePort();
  return startOn(port, ['bun', 'gateway/server.ts'], {
    GATEWAY_PORT: String(port),
    INVENTORY_PORT: String(upstream),
    NODE_ENV: 'production',
    LOG_LEVEL: 'error',
    ...env,
  });
};
