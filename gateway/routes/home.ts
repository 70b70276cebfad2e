import { Elysia } from 'elysia';
import Negotiator from 'negotiator';
import type { Metadata } from '../metadata.ts';
import { getHome, getMetadata } from './documentation.ts';
import { staticFile } from './static-file.ts';

const policy =
  "default-src 'none'; connect-src 'self'; img-src 'self'; script-src 'self'; style-src 'self'; " +
  "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
const folder = `${import.meta.dir}/../home`;
const [page] = staticFile(`${folder}/index.html`, policy);

const links = {
  movies: '/api/movies',
  billing: '/api/billing',
  tokens: '/api/tokens',
  documentation: '/swagger',
  openapi: '/swagger/json',
  health: '/health',
  metadata: '/metadata',
};

/** A page for browsers, and JSON for programs. */
export const homeRoutes = (metadata: Metadata) => {
  const { name, description } = metadata;
  return new Elysia()
    .get(
      '/',
      ({ request, set }) => {
        set.headers.vary = set.headers.vary ? `${set.headers.vary}, Accept` : 'Accept';
        return prefersHtml(request) ? page() : { name, description, links };
      },
      { detail: getHome },
    )
    .get('/home/home.css', ...staticFile(`${folder}/home.css`, policy))
    .get('/home/home.js', ...staticFile(`${folder}/home.js`, policy))
    .get('/metadata', metadata, { detail: getMetadata });
};

const prefersHtml = ({ headers }: Request): boolean => {
  const accept = headers.get('accept') ?? '*/*';
  return new Negotiator({ headers: { accept } }).mediaType(['application/json', 'text/html']) === 'text/html';
};
