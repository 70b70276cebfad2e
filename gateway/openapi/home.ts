import { json } from './responses.ts';

const tags = ['gateway'];
const time = '2026-11-21T12:00:00.000Z';
const health = { type: 'application/health+json' };

export const getHome = {
  operationId: 'getHome',
  tags,
  summary: 'What this is',
  description: "The platform's name, what it is in one line, and links to the rest.",
  responses: {
    200: json(
      'Name, description and links.',
      {
        type: 'object',
        properties: {
          name: { type: 'string' },
          description: { type: 'string' },
          links: { type: 'object', additionalProperties: { type: 'string' } },
        },
        required: ['name', 'description', 'links'],
      },
      { name: 'matinee', description: 'The back office of a movie-streaming platform.', links: { movies: '/api/movies' } },
    ),
  },
};

export const getHealth = {
  operationId: 'getHealth',
  tags,
  summary: 'Health',
  description:
    'Whether the gateway can do its work: one check per dependency. `warn`: it can, with limits; `fail`: a dependency is away.',
  responses: {
    200: json(
      'It can.',
      'Health',
      {
        status: 'ok',
        checks: { inventory: [{ status: 'ok', time }], pairing: [{ status: 'ok', time }], rabbitmq: [{ status: 'ok', time }] },
      },
      health,
    ),
    503: json(
      'A dependency is away.',
      'Health',
      {
        status: 'fail',
        checks: {
          inventory: [{ status: 'ok', time }],
          pairing: [{ status: 'ok', time }],
          rabbitmq: [{ status: 'fail', output: 'away', time }],
        },
      },
      health,
    ),
  },
};

export const getLive = {
  operationId: 'getLive',
  tags,
  summary: 'Liveness',
  description: 'That the process runs, whatever its dependencies do.',
  responses: { 200: json('It runs.', 'Health', { status: 'ok' }, health) },
};

export const getMetadata = {
  operationId: 'getMetadata',
  tags,
  summary: 'Metadata',
  description: 'Name, version and commit of what runs here, since when, and on what.',
  responses: {
    200: json('What runs here.', 'Metadata', {
      name: 'matinee',
      version: '0.1.0',
      description: 'The back office of a movie-streaming platform.',
      commit: '8c2f0d5f4f0e5c1b9d3a7e6f2b1c0d9e8f7a6b5c',
      started_at: time,
      runtime: { bun: '1.4.5', elysia: '1.4.30' },
    }),
  },
};
