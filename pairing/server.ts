import { connectDatabase, createDatabaseCheck } from '@matinee/runtime/database';
import { runUntilStopped } from '@matinee/runtime/lifecycle';
import { createLog } from '@matinee/runtime/log';
import { createApp } from './app.ts';
import { config } from './config.ts';
import { createGuesses } from './tokens/guesses.ts';
import { createTokens } from './tokens/queries.ts';
import { startSweeping } from './tokens/sweep.ts';
import { createWaiters } from './tokens/waiters.ts';

const log = createLog('pairing_app', config.logLevel);
const sql = connectDatabase(config.databaseUrl, { name: 'pairing_app', pool: config.pool, byIndex: true });
const databaseCheck = createDatabaseCheck(config.databaseUrl, 'pairing_app');
const tokens = createTokens(sql, config);
const waiters = createWaiters({ sql, decided: tokens.decided, limit: config.waiters, log });
const guesses = createGuesses({ wrong: config.wrongGuesses, windowS: config.wrongGuessesWindowS });
const stopSweeping = startSweeping(tokens, { keptS: config.expiredKeptS, log });

const app = createApp({ checkDatabase: databaseCheck.check, log, tokens, waiters, guesses, gateways: config.gateways });
app.listen({ hostname: config.host, port: config.port });
log.info({ host: config.host, port: config.port }, 'listening');

runUntilStopped(
  [
    // Who waits is answered with the token as it is, and asks again.
    ['requests', () => app.stop(), waiters.close],
    ['sweep', stopSweeping],
    ['connections', () => sql.end({ timeout: 2 }), databaseCheck.close],
  ],
  { log, timeoutMs: config.stopTimeoutMs },
);
