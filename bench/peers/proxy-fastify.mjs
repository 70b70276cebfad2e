// Fastify's usual proxy. Settings: PORT, UPSTREAM_PORT
import { createRequire } from 'node:module';

const installed = createRequire(`${process.cwd()}/package.json`);
const app = installed('fastify')();
app.register(installed('@fastify/http-proxy'), { upstream: `http://127.0.0.1:${process.env.UPSTREAM_PORT}` });
app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
