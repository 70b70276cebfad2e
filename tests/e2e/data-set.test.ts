// The whole Wikipedia data set through the public API. It is no part of this repository: put its JSON files into
// ../shared/films beside the checkout, or name their folder in MATINEE_FILMS.

import { beforeAll, expect, test } from 'bun:test';
import { existsSync } from 'node:fs';
import type { Schemas } from '@matinee/client';
import { api, healthy, urls } from '../support/platform.ts';

const folder = process.env.MATINEE_FILMS ?? `${import.meta.dir}/../../../shared/films`;
const absent = !existsSync(folder);
if (absent) console.warn(`skipped: the films data set is not in ${folder}`);

type SourceMovie = Schemas['NewMovie'] & { extract?: string };

beforeAll(healthy);

test.skipIf(absent)(
  'all 36,273 movies go in through the gateway and come back identical to what inventory answers',
  async () => {
    await api.DELETE('/api/movies');
    const movies: SourceMovie[] = [];
    for (const file of [...new Bun.Glob('movies-*.json').scanSync(folder)].sort())
      movies.push(...(await Bun.file(`${folder}/${file}`).json()));
    expect(movies).toHaveLength(36_273);

    const statuses = new Map<number, number>();
    let next = 0;
    const worker = async () => {
      for (let movie = movies[next++]; movie; movie = movies[next++]) {
        const { extract, ...attributes } = movie;
        const body = { ...attributes, ...(extract !== undefined && { description: extract }) };
        const { status } = (await api.POST('/api/movies', { body })).response;
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
      }
    };
    await Promise.all(Array.from({ length: 32 }, worker));
    expect([...statuses]).toEqual([[201, 36_273]]);

    const throughGateway = Buffer.from(await (await fetch(`${urls.GATEWAY_URL}/api/movies`)).arrayBuffer());
    const direct = Buffer.from(await (await fetch(`${urls.INVENTORY_URL}/api/movies`)).arrayBuffer());
    expect(throughGateway.equals(direct)).toBe(true);
    const all = JSON.parse(throughGateway.toString()) as { title: string }[];
    expect(all).toHaveLength(36_273);
    expect(all.map(({ title }) => title).sort()).toEqual(movies.map(({ title }) => title).sort());
    await api.DELETE('/api/movies');
  },
  240_000,
);
