import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Elysia } from 'elysia';
import document from '../openapi.yaml';

// The library's own page loads Swagger UI from a CDN. This page works without the Internet, under a policy that allows nothing else.
const policy =
  "default-src 'self'; img-src 'self' data:; object-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

const json = JSON.stringify(document);
const page = `${import.meta.dir}/../swagger`;
const assets = dirname(fileURLToPath(import.meta.resolve('swagger-ui-dist/package.json')));

const file = (path: string) =>
  [() => new Response(Bun.file(path), { headers: { 'content-security-policy': policy } }), { detail: { hide: true } }] as const;

/** The API's documentation: /swagger for people, /swagger/json for programs. */
export const swaggerRoutes = () =>
  new Elysia()
    .get('/swagger/json', () => new Response(json, { headers: { 'content-type': 'application/json' } }), {
      detail: { hide: true },
    })
    .get('/swagger', ...file(`${page}/page.html`))
    .get('/swagger/start.js', ...file(`${page}/start.js`))
    .get('/swagger/swagger-ui.css', ...file(`${assets}/swagger-ui.css`))
    .get('/swagger/swagger-ui-bundle.js', ...file(`${assets}/swagger-ui-bundle.js`))
    .get('/swagger/favicon.png', ...file(`${assets}/favicon-32x32.png`));
