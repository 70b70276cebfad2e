import { afterAll, beforeAll, beforeEach, expect, test } from 'bun:test';
import { startInventory } from '@matinee/tests/support/inventory';

type Inventory = Awaited<ReturnType<typeof startInventory>>;
let inventory: Inventory;
let other: Inventory;

beforeAll(async () => {
  inventory = await startInventory();
  other = await startInventory({ database: inventory.database });
});
beforeEach(() => inventory.call('DELETE', '/api/movies'));
afterAll(async () => {
  await other.stop();
  await inventory.stop();
});

/** The number of statements that read pages during the work. */
const statementsDuring = async (work: () => Promise<unknown>): Promise<number> => {
  let count = 0;
  inventory.sql.options.debug = (_connection, statement) => {
    if (statement.includes('string_agg')) count += 1;
  };
  await work();
  inventory.sql.options.debug = false;
  return count;
};

test('concurrent requests read a page once until a movie changes', async () => {
  const { id } = await inventory.add({ title: 'Heat', year: 1995 });
  const get = () => inventory.call('GET', '/api/movies?year=1995&limit=5');
  const together = () => Promise.all(Array.from({ length: 20 }, get));
  expect(await statementsDuring(together)).toBe(1);
  expect(await statementsDuring(together)).toBe(0);
  await inventory.call('PUT', `/api/movies/${id}`, { title: 'Heat!' });
  expect(await statementsDuring(together)).toBe(1);
  const { text, headers } = await get();
  expect([text, headers.get('content-type')]).toEqual([
    `[{"id":${id},"title":"Heat!","description":"","year":1995}]`,
    'application/json',
  ]);
});

test('pages in different formats, with and without a total, are cached separately', async () => {
  await inventory.add({ title: 'Heat', year: 1995 });
  const get = async (headers: Record<string, string>) => {
    const { text, headers: answered } = await inventory.call('GET', '/api/movies?year=1995&limit=5', undefined, headers);
    return [text[0], answered.get('x-total-count')];
  };
  for (let i = 0; i < 2; i++) {
    expect(await get({})).toEqual(['[', null]);
    expect(await get({ prefer: 'count=exact' })).toEqual(['[', '1']);
    expect(await get({ accept: 'application/x-ndjson' })).toEqual(['{', null]);
  }
});

test('under load, every change is in the next list, in each of two inventories', async () => {
  const queries = [
    '?limit=3',
    '?title=movie&limit=3',
    '?year=2000&limit=3',
    '?genre=drama&sort=-year&limit=3',
    '?q=movie&limit=3',
  ];
  const { id } = await inventory.add({ title: 'Movie 0', year: 2000, genres: ['Drama'] });
  let stopping = false;
  const load = [inventory, other].flatMap(({ call }) =>
    queries.map(async (query) => {
      while (!stopping) await call('GET', `/api/movies${query}`);
    }),
  );
  for (let change = 1; change <= 200; change++) {
    const [writer, reader] = change % 2 === 0 ? [inventory, other] : [other, inventory];
    const description = `change ${change}`;
    expect((await writer.call('PUT', `/api/movies/${id}`, { description })).status).toBe(200);
    const query = queries[change % queries.length] ?? '';
    for (const { call } of [reader, writer]) {
      const { body } = await call('GET', `/api/movies${query}`);
      expect([query, (body as { description: string }[])[0]?.description]).toEqual([query, description]);
    }
  }
  stopping = true;
  await Promise.all(load);
}, 30_000);

test('pages that do not fit into the cache are read each time', async () => {
  const small = await startInventory({ database: inventory.database, cacheBytes: 0 });
  await inventory.add({ title: 'Heat' });
  for (let i = 0; i < 2; i++) expect((await small.call('GET', '/api/movies?limit=1')).body).toHaveLength(1);
  await small.stop();
});
