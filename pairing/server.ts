import { connectDatabase, createDatabaseCheck } from '@matinee/runtime/database';
import { runUntilStopped } from '@matinee/runtime/lifecycle';
import { createLog } from '@matinee/runtime/log';
import { createApp } from './app.ts';
import { config } from './config.ts';
import { createGuesses } from './tokens/limits.ts';
import { createTokens } from './tokens/queries.ts';
import { sweep } from './tokens/sweep.ts';
import { createWaiters } from './tokens/waiters.ts';

const log = createLog('pairing_app', config.logLevel);
const sql = connectDatabase(config.databaseUrl, { name: 'pairing_app', pool: config.pool, byIndex: true });
const databaseCheck = createDatabaseCheck(config.databaseUrl, 'pairing_app');
const tokens = createTokens(sql, config);
const waiters = createWaiters({ sql, decided: tokens.decided, limit: config.waiters, log });
const guesses = createGuesses({ wrong: config.wrongGuesses, windowS: config.wrongGuessesWindowS });
const stopping = new AbortController();
const swept = sweep(tokens, config.expiredKeptS, log, stopping.signal);

const app = createApp({ checkDatabase: databaseCheck.check, log, tokens, waiters, guesses, gateways: config.gateways });
app.listen({ hostname: config.host, port: config.port });
log.info({ host: config.host, port: config.port }, 'listening');

runUntilStopped(
  [
    // Waiting requests get the token as it is.
    ['requests', () => app.stop(), waiters.close, () => stopping.abort()],
    ['sweep', () => swept],
    ['connections', () => sql.end({ timeout: 2 }), databaseCheck.close],
  ],
  { log, timeoutMs: config.stopTimeoutMs },
);
