import { integer, optional, parsed, port, processSettings, readEnv, text } from '@matinee/runtime/env';
import { kinds } from './filter.ts';

const list = (value: string): string[] => value.split(',').flatMap((part) => part.trim() || []);

const kindList = (value: string): string[] => {
  const unknown = list(value).filter((kind) => !kinds.includes(kind));
  if (unknown.length > 0) throw new Error(`"${unknown.join(', ')}" is none of ${kinds.join(', ')}`);
  return list(value);
};

const webUrl = (value: string): string | undefined => {
  if (value !== '' && !/^https?:$/.test(URL.parse(value)?.protocol ?? ''))
    throw new Error('is not a URL that begins with http:// or https://');
  return value.replace(/\/+$/, '') || undefined;
};

const botToken = (value: string): string | undefined => {
  // The message does not repeat the value, which is a secret.
  if (value !== '' && !/^\d+:[\w-]+$/.test(value)) throw new Error('is not of the form 123456:ABC-DEF');
  return value || undefined;
};

export const config = readEnv({
  ...processSettings,
  botToken: parsed('TELEGRAM_BOT_TOKEN', botToken),
  apiRoot: parsed('TELEGRAM_API_ROOT', webUrl),
  webhookUrl: parsed('TELEGRAM_WEBHOOK_URL', webUrl),
  host: text('PAIRING_BOT_HOST'),
  port: port('PAIRING_BOT_PORT'),
  gateway: parsed('PAIRING_BOT_GATEWAY_URL', webUrl),
  gatewayHost: text('GATEWAY_HOST'),
  gatewayPort: port('GATEWAY_PORT'),
  apiKey: optional('PAIRING_BOT_API_KEY'),
  wrongGuesses: integer('PAIRING_BOT_WRONG_GUESSES', 1, 1000),
  refusedWords: parsed('TELEGRAM_REFUSED_WORDS', list),
  refusedKinds: parsed('TELEGRAM_REFUSED_KINDS', kindList),
  state: optional('MATINEE_STATE'),
});
