import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ElysiaSwaggerConfig, swagger } from '@elysiajs/swagger';
import { Elysia } from 'elysia';
import { documentation } from '../openapi/document.ts';

// The plugin's own page loads Swagger UI from a CDN. This one loads it from here, so that it works without the Internet and
// under a policy that lets nothing else in.
const policy =
  "default-src 'self'; img-src 'self' data:; object-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

const assets = dirname(fileURLToPath(import.meta.resolve('swagger-ui-dist/package.json')));
const headers = { 'content-security-policy': policy, 'x-content-type-options': 'nosniff' };

const file = (path: string) => [() => new Response(Bun.file(path), { headers }), { detail: { hide: true } }] as const;

/** The API's documentation: /swagger for people, /swagger/json for programs. */
export const swaggerRoutes = ({ version }: { version: string }) => {
  // The plugin's types know OpenAPI 3.0 only.
  const document = documentation(version) as unknown as NonNullable<ElysiaSwaggerConfig['documentation']>;
  return new Elysia()
    .use(swagger({ path: '/swagger', documentation: document }))
    .get('/swagger', ...file(`${import.meta.dir}/page.html`))
    .get('/swagger/start.js', ...file(`${import.meta.dir}/start.js`))
    .get('/swagger/swagger-ui.css', ...file(`${assets}/swagger-ui.css`))
    .get('/swagger/swagger-ui-bundle.js', ...file(`${assets}/swagger-ui-bundle.js`))
    .get('/swagger/favicon.png', ...file(`${assets}/favicon-32x32.png`));
};
