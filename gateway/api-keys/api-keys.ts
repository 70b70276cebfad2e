import { timingSafeEqual } from 'node:crypto';

/** The scopes that routes require. */
export const routeScopes = ['movies:read', 'movies:write', 'billing:write', 'billing:read', 'tokens'] as const;
export type RouteScope = (typeof routeScopes)[number];

// tokens:delegate allows X-On-Behalf-Of, the person behind a request.
export const scopes = [...routeScopes, 'tokens:delegate'] as const;
export type Scope = (typeof scopes)[number];

/** `countedAs`: the key of its owner in rate limits, which no client address equals. */
export type ApiKey = { name: string; scopes: Set<Scope>; countedAs: string };

export type ApiKeys = ReturnType<typeof parseApiKeys>;

/** The hash of a key in API_KEYS. Keys are 256 random bits, so that SHA-256 needs no salt and no stretching. */
export const hashKey = (key: string): string => Bun.SHA256.hash(key, 'hex');

// Reused for each lookup.
const presented = new Uint8Array(32);

/**
 * Parses API_KEYS: `name:hash:scope+scope`, separated by commas. A name may have several keys, for rotation.
 * @throws Error that repeats no hash
 */
export const parseApiKeys = (setting: string) => {
  const entries = setting.split(',').filter((entry) => entry !== '');
  const keys = entries.map(parseKey);
  const hashes = new Set(keys.map(({ digest }) => digest.toString('hex')));
  if (hashes.size < keys.length) throw new Error('one key is given twice');
  return {
    /** Without keys, every request is allowed. */
    isOpen: keys.length === 0,
    find: (key: string): ApiKey | undefined => {
      Bun.SHA256.hash(key, presented);
      let found: ApiKey | undefined;
      // Compares with all keys, in constant time.
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
