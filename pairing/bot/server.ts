import { runUntilStopped } from '@matinee/runtime/lifecycle';
import { createLog } from '@matinee/runtime/log';
import { createBot } from './bot.ts';
import { config } from './config.ts';
import { createFilter } from './filter.ts';
import { openMemory } from './memory.ts';
import { createTokenApi } from './tokens.ts';
import { pollUpdates, receiveUpdates } from './updates.ts';

const log = createLog('pairing_bot', config.logLevel);
if (config.botToken === undefined) {
  log.fatal('TELEGRAM_BOT_TOKEN is empty: there is no bot to run');
  process.exit(1);
}
if (config.apiKey === undefined)
  log.warn(
    'PAIRING_BOT_API_KEY is empty: the gateway counts the wrong guesses of all chats together. Set it to an API key with the scopes tokens and tokens:delegate.',
  );

const memory = openMemory(`${config.state ?? `${import.meta.dir}/../../.local`}/pairing-bot.sqlite`);
const bot = createBot({
  botToken: config.botToken,
  apiRoot: config.apiRoot ?? 'https://api.telegram.org',
  tokens: createTokenApi({
    gateway: config.gateway ?? `http://${config.gatewayHost}:${config.gatewayPort}`,
    apiKey: config.apiKey,
  }),
  memory,
  filter: createFilter({ words: config.refusedWords, kinds: config.refusedKinds }),
  wrongGuesses: config.wrongGuesses,
  log,
});

let stopUpdates = async () => {};
runUntilStopped(
  [
    ['doors', () => stopUpdates()],
    ['wires', memory.close],
  ],
  { log, timeoutMs: config.stopTimeoutMs },
);

// Telegram away is waited for; only that it refuses the token ends the process.
await bot.init();
await bot.api.setMyCommands([
  { command: 'generatetoken', description: 'Get a token' },
  { command: 'pair', description: 'Join the chat that gave you its token' },
  { command: 'remembertoken', description: 'Show your token again' },
  { command: 'deletetoken', description: 'End it, for both sides' },
]);
stopUpdates = config.webhookUrl
  ? await receiveUpdates(bot, { url: config.webhookUrl, host: config.host, port: config.port })
  : await pollUpdates(bot, log);
log.info({ bot: bot.botInfo.username, webhook: config.webhookUrl !== undefined }, 'at work');
