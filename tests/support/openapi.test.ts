import { expect, test } from 'bun:test';
import { createConformance } from './openapi.ts';

const problem = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
const check = createConformance({
  openapi: '3.1.0',
  paths: {
    '/movies/{id}': {
      get: {
        responses: {
          200: {
            description: 'The movie.',
            headers: {
              ETag: { required: true, schema: { type: 'string', pattern: '^"' } },
              Age: { schema: { type: 'integer' } },
            },
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Movie' } } },
          },
          204: { description: 'Nothing.' },
          404: { description: 'None.', content: problem },
        },
      },
    },
    '/movies/best': {
      get: { responses: { 200: { description: 'Text.', content: { 'text/plain': { schema: { type: 'string' } } } } } },
    },
  },
  components: {
    schemas: {
      Problem: { type: 'object', required: ['status'] },
      Movie: {
        type: 'object',
        properties: { id: { type: 'integer' }, seen: { type: 'string', format: 'date-time' } },
        required: ['id'],
        additionalProperties: false,
      },
    },
  },
} as never);

const json = { 'content-type': 'application/json; charset=utf-8', etag: '"1"' };
const asProblem = { 'content-type': 'application/problem+json' };
const answer = (status: number, text: string, headers: Record<string, string> = {}) => ({
  status,
  text,
  headers: new Headers(headers),
});

test('a response that the document describes has no fault', () => {
  expect(check('GET', '/movies/7?x=1', answer(200, '{"id":7,"seen":"2026-11-21T12:00:00Z"}', json))).toEqual([]);
  expect(check('GET', '/movies/7/', answer(204, ''))).toEqual([]);
  expect(check('HEAD', '/movies/7', answer(200, '', json))).toEqual([]);
  expect(check('GET', '/movies/best', answer(200, 'any', { 'content-type': 'text/plain' }))).toEqual([]);
  expect(check('GET', '/elsewhere', answer(404, '{"status":404}', asProblem))).toEqual([]);
  expect(check('POST', '/movies/7', answer(405, '{"status":405}', { ...asProblem, allow: 'GET' }))).toEqual([]);
});

test('every departure from the document is named', () => {
  for (const [status, text, headers, fault] of [
    [201, '{"id":7}', json, '201 is not documented'],
    [200, '{"id":"7"}', json, 'the body/id must be integer'],
    [200, '{"id":7,"more":1}', json, 'the body must NOT have additional properties'],
    [200, '{"id":7,"seen":"today"}', json, 'the body/seen must match format "date-time"'],
    [200, '{"id":7', json, 'the body is not JSON'],
    [200, '{"id":7}', { ...json, 'content-type': 'text/html' }, 'the content type is "text/html", not application/json'],
    [200, '{"id":7}', { 'content-type': 'application/json' }, 'the field ETag is missing'],
    [200, '{"id":7}', { ...json, etag: '1' }, 'ETag must match pattern "^""'],
    [200, '{"id":7}', { ...json, age: 'old' }, 'Age must be integer'],
    [204, 'body', {}, 'has a body'],
    [404, '{}', asProblem, "the body must have required property 'status'"],
  ] as const) {
    expect(check('GET', '/movies/7', answer(status, text, headers))).toEqual([`GET /movies/7 → ${status}: ${fault}`]);
  }
  expect(check('POST', '/movies/7', answer(404, '{"status":404}', asProblem))).toEqual([
    'POST /movies/7 → 404: is 404, not 405',
    'POST /movies/7 → 404: the field Allow is missing',
  ]);
});
