import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Elysia } from 'elysia';
import document from '../openapi.yaml';
import { staticFile } from './static-file.ts';

// The library's own page loads Swagger UI from a CDN.
const policy =
  "default-src 'self'; img-src 'self' data:; object-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

const json = JSON.stringify(document);
const page = `${import.meta.dir}/../swagger`;
const assets = dirname(fileURLToPath(import.meta.resolve('swagger-ui-dist/package.json')));
const sendJson = () => new Response(json, { headers: { 'content-type': 'application/json' } });

/** The API documentation: /swagger for people, /swagger/json for programs. */
export const swaggerRoutes = () =>
  new Elysia()
    .get('/swagger/json', sendJson, { detail: { hide: true } })
    .get('/swagger', ...staticFile(`${page}/page.html`, policy))
    .get('/swagger/start.js', ...staticFile(`${page}/start.js`, policy))
    .get('/swagger/swagger-ui.css', ...staticFile(`${assets}/swagger-ui.css`, policy))
    .get('/swagger/swagger-ui-bundle.js', ...staticFile(`${assets}/swagger-ui-bundle.js`, policy))
    .get('/swagger/favicon.png', ...staticFile(`${assets}/favicon-32x32.png`, policy));
