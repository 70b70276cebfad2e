import type { NewMovie } from '@matinee/contracts/movies';
import { openStore } from '../../inventory/import/queries.ts';
import { runImport } from '../../inventory/import/run.ts';
import { connectAsAdmin } from '../support/database.ts';
import type { Answer } from '../support/http.ts';
import { startInventory } from '../support/inventory.ts';
import { attributesOf, type Row } from './catalogue.ts';

/** Starts a real inventory. */
export const startService = async () => {
  const inventory = await startInventory({ lockTimeoutMs: 5000 });
  const { url } = inventory.database;
  const admin = connectAsAdmin(new URL(url).pathname.slice(1));

  const runOneImport = async (movies: NewMovie[]): Promise<Answer> => {
    const store = await openStore(url);
    const bytes = Buffer.from(JSON.stringify(movies));
    const open = async function* () {
      yield bytes;
    };
    const sources = [{ name: 'movies', size: bytes.length, open }];
    const { signal } = new AbortController();
    const body = await runImport(store, { sources, onReject: () => {}, onProgress: () => {}, signal }).finally(store.close);
    return { status: 200, headers: new Headers(), body, text: JSON.stringify(body) };
  };
  let lastImport: Promise<unknown> = Promise.resolve();

  return {
    sql: admin,
    call: inventory.call,
    /** Imports one at a time, as inventory rejects concurrent imports. The response is made of the totals. */
    importMovies: (movies: NewMovie[]): Promise<Answer> => {
      const turn = lastImport.then(() => runOneImport(movies));
      lastImport = turn.catch(() => {});
      return turn;
    },
    /** @returns all rows by id, and the largest id ever given */
    observe: async (): Promise<{ rows: Row[]; lastId: number }> => {
      const rows = await admin`select * from movies order by id`;
      const [sequence] =
        await admin`select case when is_called then last_value else 0 end::integer as last_id from movies_id_seq`;
      return {
        rows: rows.map(({ id, version, ...given }) => ({ id, version, attributes: attributesOf(given as NewMovie) })),
        lastId: sequence?.last_id,
      };
    },
    stop: async () => {
      await admin.end();
      await inventory.stop();
    },
  };
};

export type Service = Awaited<ReturnType<typeof startService>>;
