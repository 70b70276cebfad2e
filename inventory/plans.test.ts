import { afterAll, beforeAll, expect, test } from 'bun:test';
import { connectAsAdmin } from '@matinee/testing/database';
import postgres from 'postgres';
import { startInventory } from './testing/service.ts';

let inventory: Awaited<ReturnType<typeof startInventory>>;
// As the lists' own connections, but that it takes parameters as they go over the wire.
let explainer: postgres.Sql;

// Rows enough that PostgreSQL would read a table whole wherever no index serves.
beforeAll(async () => {
  inventory = await startInventory();
  explainer = postgres(inventory.database.url, { max: 1, fetch_types: false, connection: inventory.listSql.options.connection });
  const admin = connectAsAdmin(new URL(inventory.database.url).pathname.slice(1));
  await admin`
    insert into movies (title, year, "cast", genres)
    select initcap(translate(md5(n::text), '0123456789', 'ghijklmnop')) || ' ' || (array['Story', 'Love', 'War', 'Night'])[1 + n % 4],
      1900 + n % 120,
      array['Actor ' || n % 3000, 'Star ' || n % 40],
      array[(array['Drama', 'Comedy', 'Western', 'Noir'])[1 + n % 4]] || case when n % 500 = 0 then array['Rare'] else '{}' end
    from generate_series(1, 12000) as n`;
  await admin`vacuum analyze`;
  await admin.end();
});
afterAll(async () => {
  await explainer.end();
  await inventory.stop();
});

type Plan = { 'Node Type': string; 'Relation Name'?: string; Plans?: Plan[] };
const nodesOf = (plan: Plan): string[] => [
  `${plan['Node Type']}${plan['Relation Name'] ? ` on ${plan['Relation Name']}` : ''}`,
  ...(plan.Plans ?? []).flatMap(nodesOf),
];

/** The plans of all statements that a request for a list runs. */
const plansOf = async (query: string): Promise<string[]> => {
  const statements: [string, unknown[]][] = [];
  inventory.listSql.options.debug = (_connection, statement, parameters) => {
    statements.push([statement, parameters]);
  };
  const { status, headers } = await inventory.call('GET', `/api/movies${query}`);
  expect([query, status]).toEqual([query, 200]);
  const next = /<\/api\/movies(.*)>/.exec(headers.get('link') ?? '')?.[1];
  // A page in the middle, too.
  if (next) await inventory.call('GET', `/api/movies${next}`);
  inventory.listSql.options.debug = false;
  const plans: string[] = [];
  for (const [statement, parameters] of statements) {
    const [row] = await explainer.unsafe<{ 'QUERY PLAN': { Plan: Plan }[] }[]>(
      `explain (format json) ${statement}`,
      parameters as never[],
    );
    plans.push(...nodesOf(row?.['QUERY PLAN'][0]?.Plan as Plan));
  }
  return plans;
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
])('no plan of %s reads a table whole', async (query) => {
  const plans = await plansOf(query);
  expect(plans.length).toBeGreaterThan(0);
  expect(plans.filter((node) => node.startsWith('Seq Scan'))).toEqual([]);
});
