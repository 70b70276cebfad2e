// Makes API keys: `bun run api-key new --name web --scopes movies:read,billing:write`. Prints the key, once and nowhere else, and what
// to put into API_KEYS.
import { parseArgs } from 'node:util';
import { hashKey, parseApiKeys, scopes } from './api-keys.ts';

const usage = `Usage: bun run api-key new --name NAME --scopes SCOPE,SCOPE
  NAME    whose key it is: 1 to 64 of A-Z a-z 0-9 . _ -
  SCOPE   ${scopes.join(', ')}`;

const fail = (message: string): never => {
  console.error(message);
  process.exit(1);
};

const read = () => {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { name: { type: 'string' }, scopes: { type: 'string' }, help: { type: 'boolean' } },
    });
  } catch (error) {
    return fail(`${(error as Error).message}\n${usage}`);
  }
};

const { values, positionals } = read();
if (values.help) {
  console.log(usage);
  process.exit(0);
}
if (positionals.join() !== 'new' || !values.name || !values.scopes) fail(usage);

const key = `mk_${Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64url')}`;
const entry = `${values.name}:${hashKey(key)}:${values.scopes?.split(/[,+]/).join('+')}`;
try {
  parseApiKeys(entry);
} catch (error) {
  fail(`${(error as Error).message}\n${usage}`);
}
console.log(`The key of ${values.name}, which is kept nowhere:

  ${key}

For .env, behind a comma where there is a key already; then send the gateway SIGHUP:

API_KEYS=${entry}`);
