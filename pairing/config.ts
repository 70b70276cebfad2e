import { trustProxies } from '@matinee/runtime/client-address';
import { databaseUrl, integer, parsed, port, processSettings, readEnv, text } from '@matinee/runtime/env';

export const config = readEnv({
  ...processSettings,
  host: text('PAIRING_HOST'),
  port: port('PAIRING_PORT'),
  databaseUrl: databaseUrl('PAIRING'),
  pool: integer('PAIRING_POOL', 1, 1000),
  gateways: parsed('PAIRING_GATEWAYS', trustProxies),
  tokenLifetimeS: integer('TOKEN_LIFETIME_S', 1, 86_400),
  pairedLifetimeS: integer('PAIRED_TOKEN_LIFETIME_S', 1, 3_153_600_000),
  expiredKeptS: integer('EXPIRED_TOKEN_KEPT_S', 0, 31_536_000),
  wrongGuesses: integer('TOKEN_WRONG_GUESSES', 1, 1_000_000),
  wrongGuessesWindowS: integer('TOKEN_WRONG_GUESSES_WINDOW_S', 1, 86_400),
  waiters: integer('TOKEN_WAITERS', 1, 1_000_000),
});
