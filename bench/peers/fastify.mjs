// Usage: node fastify.mjs PORT UPSTREAM_PORT
import { createRequire } from 'node:module';

const installed = createRequire(`${process.cwd()}/package.json`);
const [port, upstream] = process.argv.slice(2).map(Number);
const app = installed('fastify')();
app.register(installed('@fastify/http-proxy'), { upstream: `http://127.0.0.1:${upstream}` });
app.listen({ port, host: '127.0.0.1' });
