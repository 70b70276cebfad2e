import { Elysia } from 'elysia';
import type { Metadata } from '../metadata.ts';
import { getHome, getMetadata } from './documentation.ts';

/** The gateway's name, links and version. */
export const homeRoutes = (metadata: Metadata) =>
  new Elysia()
    .get(
      '/',
      {
        name: metadata.name,
        description: metadata.description,
        links: {
          movies: '/api/movies',
          billing: '/api/billing',
          tokens: '/api/tokens',
          documentation: '/swagger',
          openapi: '/swagger/json',
          health: '/health',
          metadata: '/metadata',
        },
      },
      { detail: getHome },
    )
    .get('/metadata', metadata, { detail: getMetadata });
