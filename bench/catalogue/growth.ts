// The same queries of a catalogue of a million movies.
import { connectAsAdmin } from '@matinee/tests/support/database';
import { run } from '@matinee/tests/support/run';
import type postgres from 'postgres';
import { max, median } from 'simple-statistics';
import { wrkSide } from '../load/wrk.ts';
import { inTurns, ratios } from '../measure/turns.ts';
import { quick } from '../options.ts';
import { type Platform, psql } from '../platform.ts';
import type { Report } from '../report.ts';
import { inventoryPaths, kinds, pagesOf } from './pages.ts';

export const million = { database: 'movies_million', movies: quick ? 100_000 : 1_000_000 };

/** Copies the catalogue's database, to which nobody may be connected, and adds movies to the copy. */
export const createMillion = async (platform: Platform): Promise<void> => {
  const { database, movies } = million;
  const admin = connectAsAdmin();
  await admin.unsafe(`drop database if exists ${database} with (force)`);
  await admin.unsafe(`create database ${database} template ${platform.inventoryDatabase} strategy file_copy`);
  await admin.unsafe(`grant connect on database ${database} to public`);
  await admin.end();
  await run(psql(platform, database, `--set=TOTAL=${movies}`, '--file=bench/catalogue/million.sql', '--output=/dev/null'));
};

/** @param sql where the queries come from @param ports of inventories without a page cache, over both catalogues */
export const measureGrowth = async (report: Report, sql: postgres.Sql, ports: { small: number; large: number }) => {
  report.section(`The same queries of 36 thousand and of ${million.movies.toLocaleString('en')} movies, one at a time`);
  const slower: number[] = [];
  for (const kind of kinds) {
    const pages = (await pagesOf(sql, kind)).slice(0, 60);
    const side = async (port: number) => wrkSide({ port, paths: await inventoryPaths(port, kind, pages), connections: 1 });
    const rounds = await inTurns(2, { '36 thousand': await side(ports.small), 'a million': await side(ports.large) });
    report.rates(kind, rounds, 'queries/s');
    slower.push(median(ratios(rounds['a million'], rounds['36 thousand'], ({ p50 }) => p50)));
  }
  report.add('lists: a million : 36 thousand, medians, the worst kind', max(slower), '', { atMost: 2 });
};
