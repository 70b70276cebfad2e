import { trustProxies } from '@matinee/runtime/client-address';
import { connectDatabase, createDatabaseCheck } from '@matinee/runtime/database';
import { createLog } from '@matinee/runtime/log';
import { createApp } from '../../pairing/app.ts';
import { createGuesses } from '../../pairing/tokens/limits.ts';
import { createTokens } from '../../pairing/tokens/queries.ts';
import { createWaiters } from '../../pairing/tokens/waiters.ts';
import { client } from './http.ts';

type Options = {
  tokenLifetimeS?: number;
  wrongGuesses?: number;
  wrongGuessesWindowS?: number;
  limit?: number;
  gateways?: string;
  draw?: () => string;
  /** Changes the database's URL, for example to go through a proxy. */
  via?: (url: string) => string;
};

export const startPairing = async (database: { url: string }, options: Options = {}) => {
  const {
    tokenLifetimeS = 900,
    wrongGuesses = 1000,
    wrongGuessesWindowS = 600,
    limit = 5000,
    gateways = '127.0.0.1',
    draw,
    via = (url) => url,
  } = options;
  const log = createLog('test', 'silent');
  const sql = connectDatabase(via(database.url), { name: 'test pairing', pool: 6, byIndex: true });
  const tokens = createTokens(sql, { tokenLifetimeS, pairedLifetimeS: 3600 }, draw);
  const waiters = createWaiters({ sql, decided: tokens.decided, limit, log });
  const guesses = createGuesses({ wrong: wrongGuesses, windowS: wrongGuessesWindowS });
  const databaseCheck = createDatabaseCheck(via(database.url), 'test pairing');
  const app = createApp({
    checkDatabase: databaseCheck.check,
    log,
    tokens,
    waiters,
    guesses,
    gateways: trustProxies(gateways),
  });
  app.listen({ port: 0, hostname: '127.0.0.1' });
  const origin = `http://127.0.0.1:${app.server?.port}`;
  return {
    call: client(origin),
    origin,
    tokens,
    waiters,
    sql,
    stop: async () => {
      waiters.close();
      await app.stop(true);
      await Promise.all([sql.end(), databaseCheck.close()]);
    },
  };
};
