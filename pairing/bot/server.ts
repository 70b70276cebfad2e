import { runUntilStopped } from '@matinee/runtime/lifecycle';
import { createLog } from '@matinee/runtime/log';
import { createBot } from './bot.ts';
import { config } from './config.ts';
import { createFilter } from './filter.ts';
import { openStore } from './store.ts';
import { commandList } from './texts.ts';
import { createTokenApi } from './tokens.ts';
import { pollUpdates, receiveUpdates } from './updates.ts';

const log = createLog('pairing_bot', config.logLevel);
if (config.botToken === undefined) {
  log.fatal('TELEGRAM_BOT_TOKEN is empty. Set it to the token of a bot');
  process.exit(1);
}
if (config.apiKey === undefined)
  log.warn('PAIRING_BOT_API_KEY is empty: all chats share one guess limit. Set a key with the scopes tokens and tokens:delegate');

const gateway = config.gateway ?? `http://${config.gatewayHost}:${config.gatewayPort}`;
const store = openStore(`${config.state ?? `${import.meta.dir}/../../.local`}/pairing-bot.sqlite`);
const bot = createBot({
  botToken: config.botToken,
  apiRoot: config.apiRoot ?? 'https://api.telegram.org',
  tokens: createTokenApi({ gateway, apiKey: config.apiKey }),
  store,
  filter: createFilter({ words: config.refusedWords, kinds: config.refusedKinds }),
  wrongGuesses: config.wrongGuesses,
  log,
});

let stopUpdates = async () => {};
runUntilStopped(
  [
    ['updates', () => stopUpdates()],
    ['store', store.close],
  ],
  { log, timeoutMs: config.stopTimeoutMs },
);

// Retried while Telegram is unavailable; throws when Telegram rejects the token.
await bot.init();
await bot.api.setMyCommands(
  Object.entries(commandList).map(([usage, description]) => ({ command: usage.replace(' CODE', '').toLowerCase(), description })),
);
stopUpdates = config.webhookUrl
  ? await receiveUpdates(bot, config.webhookUrl, config.host, config.port)
  : await pollUpdates(bot, log);
log.info({ bot: bot.botInfo.username, webhook: config.webhookUrl !== undefined }, 'receiving updates');
