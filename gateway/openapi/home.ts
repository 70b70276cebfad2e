import { json } from '@matinee/runtime/openapi/operation';
import { Home } from './schemas.ts';

const tags = ['gateway'];
const type = 'application/health+json';
const time = '2026-11-21T12:00:00.000Z';
const [ok, fail] = [[{ status: 'ok', time }], [{ status: 'fail', output: 'away', time }]];
const healthy = { status: 'ok', checks: { inventory: ok, pairing: ok, rabbitmq: ok } };
const unhealthy = { status: 'fail', checks: { inventory: ok, pairing: ok, rabbitmq: fail } };
const platform = { name: 'matinee', description: 'The back office of a movie-streaming platform.' };
const build = {
  version: '0.1.0',
  commit: '8c2f0d5f4f0e5c1b9d3a7e6f2b1c0d9e8f7a6b5c',
  runtime: { bun: '1.4.5', elysia: '1.4.30' },
};

export const getHome = {
  operationId: 'getHome',
  tags,
  summary: 'Home',
  description: "The platform's name and description, and links to its parts.",
  responses: { 200: json('Name, description and links.', Home, { example: { ...platform, links: { movies: '/api/movies' } } }) },
};

export const getHealth = {
  operationId: 'getHealth',
  tags,
  summary: 'Health',
  description:
    'The health of the gateway, with one check per dependency. `warn` means degraded; `fail` means that a dependency is unavailable.',
  responses: {
    200: json('No check fails.', 'Health', { type, example: healthy }),
    503: json('A dependency is unavailable.', 'Health', { type, example: unhealthy }),
  },
};

export const getLive = {
  operationId: 'getLive',
  tags,
  summary: 'Liveness',
  description: 'Says that the process runs, whatever the state of its dependencies.',
  responses: { 200: json('The process runs.', 'Health', { type, example: { status: 'ok' } }) },
};

export const getMetadata = {
  operationId: 'getMetadata',
  tags,
  summary: 'Metadata',
  description: 'Name, version and commit of the platform, when it was started, and the versions of its runtime.',
  responses: { 200: json('What runs here.', 'Metadata', { example: { ...platform, ...build, started_at: time } }) },
};
