// Creates API keys: `./matinee api-key new --name web --scopes movies:read,billing:write`. Prints the key, once and nowhere else, and what
// to put into API_KEYS.
import { parseArgs } from 'node:util';
import { hashKey, parseApiKeys, scopes } from './api-keys.ts';

const usage = `Usage: ./matinee api-key new --name NAME --scopes SCOPE,SCOPE
  NAME    the owner of the key: 1 to 64 of A-Z a-z 0-9 . _ -
  SCOPE   ${scopes.join(', ')}
          tokens:delegate, with tokens, lets a client name the person behind a request (X-On-Behalf-Of)`;

/** @throws Error that says what is wrong with the arguments */
const createKey = (): string => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { name: { type: 'string' }, scopes: { type: 'string' }, help: { type: 'boolean' } },
  });
  if (values.help) return usage;
  if (positionals.join() !== 'new' || !values.name || !values.scopes) throw new Error('A new key needs a name and scopes.');
  const key = `mk_${Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64url')}`;
  const entry = `${values.name}:${hashKey(key)}:${values.scopes.split(/[,+]/).join('+')}`;
  parseApiKeys(entry);
  return `The key of ${values.name}. It is not stored anywhere, so copy it now:

  ${key}

Add this to .env, after a comma if API_KEYS has other keys. Then send SIGHUP to the gateway:

API_KEYS=${entry}`;
};

try {
  console.log(createKey());
} catch (error) {
  console.error(`${(error as Error).message}\n${usage}`);
  process.exit(1);
}
