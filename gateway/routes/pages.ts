import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Elysia } from 'elysia';
import document from '../openapi.yaml';

// The pages load nothing from elsewhere, and run no inline code.
const policy =
  "default-src 'self'; img-src 'self' data:; object-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const json = JSON.stringify(document);
const swagger = `${import.meta.dir}/../swagger`;
const swaggerUi = dirname(fileURLToPath(import.meta.resolve('swagger-ui-dist/package.json')));
const home = `${import.meta.dir}/../home`;

const file = (path: string) => () => new Response(Bun.file(path), { headers: { 'content-security-policy': policy } });

export const homePage = file(`${home}/index.html`);

/** The files of the home page, and the API documentation: /swagger for people, /swagger/json for programs. */
export const pageRoutes = () =>
  new Elysia({ detail: { hide: true } })
    .get('/home/home.css', file(`${home}/home.css`))
    .get('/home/home.js', file(`${home}/home.js`))
    .get('/swagger', file(`${swagger}/page.html`))
    .get('/swagger/start.js', file(`${swagger}/start.js`))
    .get('/swagger/swagger-ui.css', file(`${swaggerUi}/swagger-ui.css`))
    .get('/swagger/swagger-ui-bundle.js', file(`${swaggerUi}/swagger-ui-bundle.js`))
    .get('/swagger/favicon.png', file(`${swaggerUi}/favicon-32x32.png`))
    .get('/swagger/json', () => new Response(json, { headers: { 'content-type': 'application/json' } }));
