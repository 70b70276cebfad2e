import { integer, optional, port, processSettings, type Reader, readEnv, text } from '@matinee/runtime/env';
import { kinds } from './kinds.ts';

/** A comma-separated list, which may be empty. @param allowed what it may hold; everything when it is left out */
const list =
  (name: string, allowed?: readonly string[]): Reader<string[]> =>
  (env) => {
    const listed = (env[name] ?? '').split(',').flatMap((part) => part.trim() || []);
    const unknown = listed.filter((part) => allowed && !allowed.includes(part));
    if (unknown.length > 0) throw new Error(`${name}: "${unknown.join(', ')}" is none of ${allowed?.join(', ')}`);
    return listed;
  };

const webAddress =
  (name: string): Reader<string | undefined> =>
  (env) => {
    const value = optional(name)(env);
    if (value !== undefined && !/^https?:$/.test(URL.parse(value)?.protocol ?? ''))
      throw new Error(`${name}: is not a URL that begins with http:// or https://`);
    return value?.replace(/\/+$/, '');
  };

const botToken: Reader<string | undefined> = (env) => {
  const value = optional('TELEGRAM_BOT_TOKEN')(env);
  // It is a password: what is wrong with it is said without repeating it.
  if (value !== undefined && !/^\d+:[\w-]+$/.test(value))
    throw new Error('TELEGRAM_BOT_TOKEN: is not of the form 123456:ABC-DEF');
  return value;
};

export const config = readEnv({
  ...processSettings,
  botToken,
  apiRoot: webAddress('TELEGRAM_API_ROOT'),
  webhookUrl: webAddress('TELEGRAM_WEBHOOK_URL'),
  host: text('PAIRING_BOT_HOST'),
  port: port('PAIRING_BOT_PORT'),
  gateway: webAddress('PAIRING_BOT_GATEWAY_URL'),
  gatewayHost: text('GATEWAY_HOST'),
  gatewayPort: port('GATEWAY_PORT'),
  apiKey: optional('PAIRING_BOT_API_KEY'),
  wrongGuesses: integer('PAIRING_BOT_WRONG_GUESSES', 1, 1000),
  refusedWords: list('TELEGRAM_REFUSED_WORDS'),
  refusedKinds: list('TELEGRAM_REFUSED_KINDS', kinds),
  state: optional('MATINEE_STATE'),
});
