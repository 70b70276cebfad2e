import { Elysia } from 'elysia';
import Negotiator from 'negotiator';
import type { Metadata } from '../metadata.ts';
import { getHome, getMetadata } from './documentation.ts';
import { homePage } from './pages.ts';

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
  return new Elysia({ tags: ['gateway'] })
    .get(
      '/',
      ({ headers: { accept = '*/*' }, set }) => {
        set.headers.vary = set.headers.vary ? `${set.headers.vary}, Accept` : 'Accept';
        const preferred = new Negotiator({ headers: { accept } }).mediaType(['application/json', 'text/html']);
        return preferred === 'text/html' ? homePage() : { name, description, links };
      },
      { detail: getHome },
    )
    .get('/metadata', metadata, { detail: getMetadata });
};
