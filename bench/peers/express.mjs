// Usage: node express.mjs PORT UPSTREAM_PORT
import { createRequire } from 'node:module';

const installed = createRequire(`${process.cwd()}/package.json`);
const [port, upstream] = process.argv.slice(2).map(Number);
const { Agent } = await import('node:http');
const { createProxyMiddleware } = installed('http-proxy-middleware');
const app = installed('express')();
app.use(createProxyMiddleware({ target: `http://127.0.0.1:${upstream}`, agent: new Agent({ keepAlive: true }) }));
app.listen(port, '127.0.0.1');
