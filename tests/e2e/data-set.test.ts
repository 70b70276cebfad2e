// The whole Wikipedia movie data set through the public API.

import { beforeAll, expect } from 'bun:test';
import type { Schemas } from '@matinee/client';
import { dataSet, dataSetTest } from '../support/data-set.ts';
import { api, healthy, urls } from '../support/platform.ts';

type SourceMovie = Schemas['NewMovie'] & { extract?: string };

beforeAll(healthy);

dataSetTest(
  'all 36,273 movies are created through the gateway, which lists them as inventory does',
  async () => {
    await api.DELETE('/api/movies');
    const movies: SourceMovie[] = [];
    for (const file of [...new Bun.Glob('movies-*.json').scanSync(dataSet)].sort())
      movies.push(...(await Bun.file(`${dataSet}/${file}`).json()));
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
