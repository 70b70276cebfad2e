import { timingSafeEqual } from 'node:crypto';

/** The scopes that routes need. */
export const routeScopes = ['movies:read', 'movies:write', 'billing:write', 'billing:read', 'tokens'] as const;
export type RouteScope = (typeof routeScopes)[number];

// A key with tokens:delegate may name the person behind a request (X-On-Behalf-Of).
export const scopes = [...routeScopes, 'tokens:delegate'] as const;
export type Scope = (typeof scopes)[number];

/** `countedAs`: its owner in the limits, where no name can be taken for an address. */
export type ApiKey = { name: string; scopes: Set<Scope>; countedAs: string };

export type ApiKeys = {
  /** There are no keys: everybody may do everything. */
  isOpen: boolean;
  /** Whose key this is. */
  find: (key: string) => ApiKey | undefined;
};

/**
 * A key's hash as settings hold it. SHA-256 without salt or stretching is right for these keys, and only for such: they are 256 random bits,
 * which nobody can guess or look up in a table, however fast the hash.
 */
export const hashKey = (key: string): string => Bun.SHA256.hash(key, 'hex');

// One place for the hash of whichever key is being looked for.
const presented = new Uint8Array(32);

/**
 * Reads API_KEYS: `name:hash:scope+scope`, with commas between the keys. A name may have several keys, so that a new one can be handed out
 * before the old one goes.
 * @throws Error that names what is wrong, and no key's hash
 */
export const parseApiKeys = (setting: string): ApiKeys => {
  const keys = setting
    .split(',')
    .filter((entry) => entry !== '')
    .map(parseKey);
  const hashes = new Set(keys.map(({ digest }) => digest.toString('hex')));
  if (hashes.size < keys.length) throw new Error('one key is given twice');
  return {
    isOpen: keys.length === 0,
    find: (key) => {
      Bun.SHA256.hash(key, presented);
      let found: ApiKey | undefined;
      // Every key is compared, and each in full: how long it takes tells nothing.
      for (const { digest, owner } of keys) if (timingSafeEqual(digest, presented)) found = owner;
      return found;
    },
  };
};

const parseKey = (entry: string, index: number): { digest: Buffer; owner: ApiKey } => {
  const [, name, digest, list] = /^([\w.-]{1,64}):([0-9a-f]{64}):(.+)$/.exec(entry) ?? [];
  if (name === undefined || digest === undefined || list === undefined)
    throw new Error(`entry ${index + 1} is not of the form name:hash:scope+scope`);
  const granted = list.split('+').map((scope) => {
    const known = scopes.find((one) => one === scope);
    if (!known) throw new Error(`"${scope}" of ${name} is none of the scopes ${scopes.join(', ')}`);
    return known;
  });
  return { digest: Buffer.from(digest, 'hex'), owner: { name, scopes: new Set(granted), countedAs: `key ${name}` } };
};
