import { expect, test } from 'bun:test';
import { Type } from '@sinclair/typebox';
import { Elysia } from 'elysia';
import { documentOf } from './document.ts';
import { bodyProblems, json, listOf, parameters, problems } from './operation.ts';

const Item = Type.Object({ id: Type.Integer({ error: 'must be an integer' }) }, { examples: [{ id: 1 }] });
const id = parameters('path', Type.Object({ id: Type.Integer({ examples: [7], error: 'must be an integer' }) }));

const routes = new Elysia({ prefix: '/items', tags: ['items'] })
  .model({ Item })
  .get('/', () => [], { detail: { summary: 'List', responses: { 200: json('Items.', listOf('Item'), { lines: 'An item.' }) } } })
  .patch('/:id', ({ body }) => body, {
    body: 'Item',
    detail: { parameters: id, responses: bodyProblems(Item, 'id') },
  })
  .delete('/:id', () => '', { detail: { parameters: id, responses: problems({ 404: 'No item has this id.', 503: 'Busy.' }) } })
  .get('/health', () => '', { detail: { hide: true } });

test('a document has the paths, bodies and examples of the routes, without what only validation needs', async () => {
  const { paths, components } = await documentOf(new Elysia().use(routes), 'Items');
  expect(Object.keys(paths)).toEqual(['/items', '/items/{id}']);
  expect(components.schemas).toMatchObject({ Item: { type: 'object', examples: [{ id: 1 }] }, Problem: { type: 'object' } });
  expect(components.schemas.Item).not.toHaveProperty('$id');

  expect(paths['/items']?.get?.responses[200]?.content).toMatchObject({
    'application/json': { example: [{ id: 1 }] },
    'application/x-ndjson': { example: '{"id":1}\n' },
  });
  const { patch, delete: remove } = paths['/items/{id}'] ?? {};
  const body = { schema: { $ref: '#/components/schemas/Item' }, example: { id: 1 } };
  expect(patch?.requestBody?.content).toEqual({ 'application/merge-patch+json': body, 'application/json': body });
  expect(patch?.parameters).toEqual([
    { name: 'id', in: 'path', required: true, description: '', schema: { type: 'integer' }, example: 7 },
  ]);
  expect(patch?.responses).toMatchObject({
    422: { content: { 'application/problem+json': { example: { errors: [{ path: '/id', message: 'must be an integer' }] } } } },
  });
  expect(remove?.responses).toMatchObject({
    404: {
      content: { 'application/problem+json': { example: { status: 404, instance: '/items/7', detail: 'No item has this id.' } } },
    },
    503: { headers: { 'Retry-After': {}, 'X-Request-Id': {} } },
  });
});
