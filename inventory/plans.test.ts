import { afterAll, beforeAll, expect, test } from 'bun:test';
import { connectAsAdmin } from '@matinee/tests/support/database';
import { startInventory } from '@matinee/tests/support/inventory';
import postgres from 'postgres';

let inventory: Awaited<ReturnType<typeof startInventory>>;

// With so many rows PostgreSQL scans a table only if no index serves.
beforeAll(async () => {
  inventory = await startInventory({ cacheBytes: 0 });
  const admin = connectAsAdmin(new URL(inventory.database.url).pathname.slice(1));
  await admin`
    insert into movies (title, year, "cast", genres)
    select initcap(translate(md5(n::text), '0123456789', 'ghijklmnop')) || ' ' || (array['Story', 'Love', 'War', 'Night'])[1 + n % 4],
      1900 + n % 120,
      array['Actor ' || n % 3000, 'Star ' || n % 40],
      array['Movie', (array['Drama', 'Comedy', 'Western', 'Noir'])[1 + n % 4]]
        || case when n % 500 = 0 then array['Rare'] else '{}' end || case when n > 11000 then array['Late'] else '{}' end
    from generate_series(1, 12000) as n`;
  await admin`vacuum analyze`;
  await admin.end();
});
afterAll(() => inventory.stop());

type Plan = { 'Node Type': string; 'Relation Name'?: string; Plans?: Plan[] };
const nodesOf = (plan: Plan): string[] => [
  `${plan['Node Type']}${plan['Relation Name'] ? ` on ${plan['Relation Name']}` : ''}`,
  ...(plan.Plans ?? []).flatMap(nodesOf),
];

type Statement = [text: string, parameters: unknown[]];

/** Sequential scans, except of the few counters. */
const tablesRead = (nodes: string[]) => nodes.filter((node) => /^Seq Scan(?! on movie_counters)/.test(node));

/** The plan nodes of statements with the settings of a pool. */
const explain = async (url: string, pool: postgres.Sql, statements: Statement[]): Promise<string[]> => {
  const explainer = postgres(url, { max: 1, fetch_types: false, connection: pool.options.connection });
  const plans: string[] = [];
  for (const [at, [text, parameters]] of statements.entries()) {
    await explainer.unsafe(`prepare statement_${at} as ${text}`);
    const values = parameters.map((value) => (value === null ? 'null' : `'${String(value).replaceAll("'", "''")}'`)).join();
    const [row] = await explainer.unsafe<{ 'QUERY PLAN': { Plan: Plan }[] }[]>(
      `explain (format json) execute statement_${at}${values && `(${values})`}`,
    );
    plans.push(...nodesOf(row?.['QUERY PLAN'][0]?.Plan as Plan));
  }
  await explainer.end();
  return plans;
};

/** The plan nodes of all statements of a request for a list. */
const plansOf = async (query: string, { where = inventory, ...headers }: { where?: typeof inventory; prefer?: string } = {}) => {
  const pools = [where.sql, where.searchSql];
  const statements = pools.map(() => [] as Statement[]);
  for (const [at, { options }] of pools.entries())
    options.debug = (_connection, statement, parameters) => statements[at]?.push([statement, parameters]);
  const { status, headers: answered } = await where.call('GET', `/api/movies${query}`, undefined, headers);
  expect([query, status]).toEqual([query, 200]);
  const next = /<\/api\/movies(.*)>/.exec(answered.get('link') ?? '')?.[1];
  // And a page after a cursor.
  if (next) await where.call('GET', `/api/movies${next}`);
  for (const { options } of pools) options.debug = false;
  const lists = statements.map((all) => all.filter(([text]) => text.includes('string_agg')));
  return (await Promise.all(pools.map((pool, at) => explain(where.database.url, pool, lists[at] ?? [])))).flat();
};

test.each([
  '?limit=20',
  '',
  '?title=war&limit=20',
  '?title=a&limit=20',
  '?title=%21%21&limit=20',
  '?year=1994&limit=20',
  '?year=1990..1999&limit=20',
  '?genre=drama&limit=20',
  '?genre=rare&limit=20',
  '?cast=star%207&limit=20',
  '?cast=actor%2077&limit=20',
  '?q=love&limit=20',
  '?q=lvoe&limit=20',
  '?q=story%20actor&limit=20',
  '?sort=title&limit=20',
  '?sort=-title&limit=20',
  '?sort=year&limit=20',
  '?sort=-year,title&limit=20',
  '?sort=year,-title&limit=20',
  '?genre=western&year=1950..1960&cast=star%2010&sort=-title&limit=20',
])('no plan of %s scans a table', async (query) => {
  const plans = await plansOf(query);
  expect(plans.length).toBeGreaterThan(0);
  expect(tablesRead(plans)).toEqual([]);
});

test.each(['', '?limit=1', '?sort=-id&limit=1'])(
  'the plan of %s uses the index of the ids even with few movies',
  async (query) => {
    const few = await startInventory({ cacheBytes: 0 });
    await few.add({ title: 'One', description: '' });
    await few.add({ title: 'Two', description: '' });
    for (const plans of [await plansOf(query), await plansOf(query, { where: few })]) {
      expect(plans.filter((node) => node === 'Index Scan on movies').length).toBeGreaterThan(0);
      expect([...tablesRead(plans), ...plans.filter((node) => /Sort|Bitmap/.test(node))]).toEqual([]);
    }
    await few.stop();
  },
);

test.each(['?genre=late&limit=20', '?genre=noir&limit=20', '?cast=star%207&limit=20'])(
  'the movies of %s are read by the index of the filter, even if they have the last ids',
  async (query) => {
    const plans = await plansOf(query);
    expect(plans.filter((node) => /Sort|Bitmap|Merge/.test(node))).toEqual([]);
    expect(plans.findIndex((node) => /Scan on movie_/.test(node))).toBeLessThan(plans.indexOf('Index Scan on movies'));
  },
);

test.each(['?genre=noir&limit=20', '?cast=star%207&limit=20', '?year=1994&limit=20', '?title=war&limit=20', '?q=love&limit=20'])(
  'no plan that counts the movies of %s scans a table',
  async (query) => {
    const plans = await plansOf(query, { prefer: 'count=exact' });
    expect(tablesRead(plans)).toEqual([]);
  },
);
