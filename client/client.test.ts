import { afterAll, beforeEach, expect, test } from 'bun:test';
import { createClient, dataOf } from './client.ts';

let received: { path: string; apiKey: string | null }[];
let answer: () => Response;
const server = Bun.serve({
  port: 0,
  fetch: ({ url, headers }) => {
    received.push({ path: url.slice(server.url.origin.length), apiKey: headers.get('x-api-key') });
    return answer();
  },
});
beforeEach(() => {
  received = [];
  answer = () => Response.json([]);
});
afterAll(() => server.stop(true));

test('it sends the API key, and repeated parameters one by one', async () => {
  const client = createClient({ url: `${server.url.origin}/`, apiKey: 'mk_x' });
  await client.GET('/api/movies', { params: { query: { genre: ['Drama', 'War & Peace'], limit: 2 } } });
  expect(received).toEqual([{ path: '/api/movies?genre=Drama&genre=War%20%26%20Peace&limit=2', apiKey: 'mk_x' }]);
});

test('without a key it sends none', async () => {
  await createClient({ url: server.url.origin }).GET('/api/movies');
  expect(received).toEqual([{ path: '/api/movies', apiKey: null }]);
});

test('a problem is the error of a call, and thrown where the call must succeed', async () => {
  const problem = { status: 404, detail: 'There is no movie 7.' };
  answer = () => Response.json(problem, { status: 404, headers: { 'content-type': 'application/problem+json' } });
  const read = () => createClient({ url: server.url.origin }).GET('/api/movies/{id}', { params: { path: { id: 7 } } });
  const { error, response } = await read();
  expect([response.status, error?.detail]).toEqual([404, 'There is no movie 7.']);
  await expect(dataOf(read())).rejects.toThrow('/api/movies/7 answered 404: {"status":404,"detail":"There is no movie 7."}');
});

test('a body that the document does not allow does not compile', async () => {
  const client = createClient({ url: server.url.origin, fetch: async () => Response.json({}) });
  // @ts-expect-error: the attribute is called title.
  await client.POST('/api/movies', { body: { titel: 'A new movie' } });
  expect(received).toEqual([]);
});
