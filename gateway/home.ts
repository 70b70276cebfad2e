import { type Check, healthResponse, liveResponse } from '@matinee/runtime/health';
import { Elysia } from 'elysia';
import type { Metadata } from './metadata.ts';
import { getHealth, getHome, getLive, getMetadata } from './openapi/home.ts';

/** What the gateway says of itself. */
export const homeRoutes = ({ metadata, checks }: { metadata: Metadata; checks: Record<string, () => Check | Promise<Check>> }) =>
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
    .get('/health', () => healthResponse(checks), { detail: getHealth })
    .get('/health/live', liveResponse, { detail: getLive })
    .get('/metadata', metadata, { detail: getMetadata });
