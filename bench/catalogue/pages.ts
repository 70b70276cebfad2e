// Pages of lists, over real values.
import type postgres from 'postgres';

export const kinds = ['unfiltered', 'deep', 'year', 'genre', 'cast', 'title'] as const;
export type Kind = (typeof kinds)[number];

/** A request for a page: a value, and the id and title of the movie that the page follows; id 0 for the first page. */
export type Page = { value: string; after: number; title: string | null };

/** More than the page cache holds. */
const maxPages = 20_000;

/**
 * Random pages of a kind, all different, in random order: a random movie, a value of it, and a page of that list with the movie on it. Every
 * genre and every year has the same number of pages, or all pages of its list.
 */
export const pagesOf = async (sql: postgres.Sql, kind: Kind): Promise<Page[]> => {
  const values = {
    unfiltered: sql`select '' as value, id, title from movies`,
    deep: sql`select lower(title) as value, id, title from movies`,
    year: sql`select year::text as value, id, title from movies where year is not null`,
    genre: sql`select distinct lower(genre) as value, id, title from movies, unnest(genres) as genre`,
    cast: sql`select distinct lower(name) as value, id, title from movies, unnest("cast") as name`,
    title: sql`select distinct word as value, id, title
      from movies, regexp_split_to_table(lower(title), '[^[:alnum:]]+') as word where char_length(word) >= 4`,
  };
  // A list of one page has no cursor.
  const place =
    kind === 'deep'
      ? sql`id`
      : sql`case when count(*) over (partition by value) > 20 then lag(id, 1 + abs(hashint4(id) % 20)) over (partition by value order by id) end`;
  const byValue = kind === 'genre' || kind === 'year';
  return sql<Page[]>`
    with each as (select value, id, coalesce(${place}, 0) as after from (${values[kind]}) as each),
    page as (select value, after, min(md5(id || value)) as draw from each group by value, after),
    drawn as (
      select value, after from page
      order by ${byValue ? sql`row_number() over (partition by value order by draw),` : sql``} draw limit ${maxPages}
    )
    select value, after, title from drawn left join movies on id = after order by md5(after || value)`;
};

/** A hundred pages that stand for all: every n-th in the order of values and places, so that long walks are as frequent as among all. */
export const sampleOf = (pages: Page[]): Page[] =>
  pages
    .toSorted((a, b) => a.value.localeCompare(b.value) || a.after - b.after)
    .filter((_, index) => index % Math.ceil(pages.length / 100) === 0);

/** Titles as people search for them, all different. */
export const titlesOf = async (sql: postgres.Sql): Promise<string[]> => {
  const rows = await sql<{ title: string }[]>`
    select title from (select distinct title from movies where char_length(title) between 4 and 100) as movie
    order by md5(title) limit 20000`;
  return rows.map(({ title }) => title);
};

const longestWord = (title: string) => title.split(/[^\p{L}\p{N}]+/u).reduce((a, b) => (b.length > a.length ? b : a), '');

/** A title with two letters of its longest word swapped. */
export const misspelt = (title: string): string => {
  const word = longestWord(title);
  const at = Math.max(1, word.length >> 1);
  return title.replace(word, word.slice(0, at - 1) + (word[at] ?? '') + (word[at - 1] ?? '') + word.slice(at + 1));
};

export const pathOf = (query: Record<string, string>): string => `/api/movies?${new URLSearchParams({ ...query, limit: '20' })}`;

const listOf = (kind: Kind, value: string): Record<string, string> => {
  if (kind === 'unfiltered') return {};
  return kind === 'deep' ? { sort: 'title' } : { [kind]: value };
};

/** The path of a page at peers/movies-fastify.mjs. */
export const peerPath = (kind: Kind, { value, after }: Page): string =>
  pathOf({ ...listOf(kind, value), ...(kind === 'deep' && { behind: value }), after: String(after) });

/** The paths of pages at an inventory. Their cursors are those of real pages, moved to other movies. */
export const inventoryPaths = async (port: number, kind: Kind, pages: Page[]): Promise<string[]> => {
  const cursors = new Map<string, Promise<string>>();
  const asked = pages.map(({ value, after, title }) => {
    const query = listOf(kind, value);
    const list = pathOf(query);
    const place = kind === 'deep' ? [title, after] : [after];
    if (after > 0 && !cursors.has(list)) cursors.set(list, firstCursor(port, list));
    return async () => (after > 0 ? pathOf({ ...query, after: moved((await cursors.get(list)) ?? '', place) }) : list);
  });
  return Promise.all(asked.map((path) => path()));
};

const firstCursor = async (port: number, path: string): Promise<string> => {
  const response = await fetch(`http://127.0.0.1:${port}${path}`);
  await response.arrayBuffer();
  const next = new URL(/<([^>]*)>/.exec(response.headers.get('link') ?? '')?.[1] ?? '', response.url);
  const cursor = next.searchParams.get('after');
  if (!cursor) throw new Error(`${path} has no page behind it.`);
  return cursor;
};

/** inventory's cursors are JSON arrays that end with a movie's place. */
const moved = (cursor: string, place: unknown[]): string => {
  const parts: unknown[] = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  return Buffer.from(JSON.stringify([...parts.slice(0, -place.length), ...place])).toString('base64url');
};
