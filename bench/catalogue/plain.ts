// The plainest SQL for each query, on a table of its own: plain/*.sql.
import type postgres from 'postgres';
import { pgbenchSide } from '../load/pgbench.ts';
import type { Side } from '../measure/turns.ts';
import type { Platform } from '../platform.ts';

const folder = `${import.meta.dir}/plain`;

/** `plans`: the right plans, each as the indexes that it uses, in order, joined by "and". */
export type Statement = { name: string; text: string; plans: string[] };

/** Reads one of plain/*.sql. */
export const readStatement = async (name: string): Promise<Statement> => {
  const file = await Bun.file(`${folder}/${name}.sql`).text();
  const [, plans = ''] = /^-- plan: (.*)$/m.exec(file) ?? [];
  return { name, plans: plans.split(' or '), text: file.replace(/^--.*\n/gm, '').replace(/;\s*$/, '') };
};

const parameter = /(?<!:):(\w+)/g;

/** A statement with $1, $2 … for its parameters, and their names. */
export const numbered = ({ text }: Statement): { text: string; names: string[] } => {
  const names = [...new Set([...text.matchAll(parameter)].map(([, name = '']) => name))];
  return { names, text: text.replace(parameter, (_, name) => `$${names.indexOf(name) + 1}`) };
};

/** The statements of peers/movies-fastify.mjs, as JSON. */
export const peerStatements = async (): Promise<string> => {
  const names = ['by-id', 'unfiltered', 'deep', 'year', 'genre', 'cast', 'title', 'add'];
  const texts = await Promise.all(names.map(async (name) => [name, numbered(await readStatement(name))] as const));
  return JSON.stringify(Object.fromEntries(texts));
};

/** Values for a statement's parameters, by their names. */
export type Values = Record<string, string | number | null>;

/** pgbench reads a variable after each colon, even in a text. */
const escaped: Record<string, string> = { '\\': '\\\\', "'": "''", ':': '\\x3A' };
const quoted = (value: string | number | null = '') =>
  typeof value === 'number' ? String(value) : `E'${(value ?? '').replace(/[\\':]/g, (character) => escaped[character] ?? '')}'`;
const withValues = ({ text }: Statement, values: Values) => text.replace(parameter, (_, name) => quoted(values[name]));

/** Fills the peers' tables from `movies`. */
export const createPlain = async (sql: postgres.Sql): Promise<void> => {
  await sql.unsafe(await Bun.file(`${folder}/tables.sql`).text());
  await sql`vacuum analyze plain_movies, plain_additions`;
};

type Node = { 'Node Type': string; 'Index Name'?: string; Plans?: Node[] };
const nodesOf = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];

/**
 * Checks the plans of a statement: for each page with its values in it, as pgbench runs it; generic and custom, as Fastify may.
 * @throws when one reads the table by anything but the indexes that the statement's file names
 */
export const checkPlans = async (sql: postgres.Sql, statement: Statement, pages: Values[]): Promise<void> => {
  const check = async (how: string, command: string) => {
    const [row] = await sql.unsafe(`explain (format json) ${command}`);
    const indexes = nodesOf(row?.['QUERY PLAN'][0].Plan).flatMap(
      (node) => node['Index Name'] ?? (node['Node Type'].endsWith('Seq Scan') ? 'a sequential scan' : []),
    );
    const plan = [...new Set(indexes)].sort().join(' and ');
    if (statement.plans.includes(plan)) return;
    throw new Error(
      `The ${how} plan of plain/${statement.name}.sql uses ${plan}, not ${statement.plans.join(' or ')}. ` +
        `Add the missing index, or name the right plan in the file. The statement: ${command}`,
    );
  };
  for (const page of pages) await check('literal', withValues(statement, page));
  const { text, names } = numbered(statement);
  await sql.unsafe(`prepare checked as ${text}`);
  for (const mode of ['generic', 'custom']) {
    await sql.unsafe(`set plan_cache_mode = force_${mode}_plan`);
    for (const page of pages.slice(0, 5))
      await check(mode, `execute checked(${names.map((name) => quoted(page[name])).join(', ')})`);
  }
  await sql.unsafe('reset plan_cache_mode; deallocate checked');
};

/**
 * A plain statement under pgbench: a script for each page, with its values in the statement, which is prepared and planned once. An id alone is
 * drawn by pgbench, from 1 to `movies`.
 * @param pages 128 at most, as many as pgbench takes scripts
 */
export const plainSide = (
  platform: Platform,
  statement: Statement,
  pages: Values[],
  movies: number,
  PostgreSQL: number,
): Side => {
  const names = numbered(statement).names.join();
  const isId = names === 'id' || names === 'after';
  const texts = isId
    ? [`\\set ${names} random(1, ${movies})\n${statement.text}`]
    : pages.map((page) => withValues(statement, page));
  const scripts = texts.map((text) => `${text};\n`);
  return pgbenchSide({ url: platform.inventoryUrl, folder: `${platform.state}/pgbench`, scripts, clients: 8 }, { PostgreSQL });
};
