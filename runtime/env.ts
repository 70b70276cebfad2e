import { existsSync, readFileSync } from 'node:fs';
import { parse as parseDotenv } from 'dotenv';

/** Reads .env, or the file that MATINEE_ENV_FILE names. */
export const readEnvFile = (): Record<string, string> => {
  const path = process.env.MATINEE_ENV_FILE ?? `${import.meta.dir}/../.env`;
  return existsSync(path) ? parseDotenv(readFileSync(path)) : {};
};

// The environment takes precedence over the file.
for (const [name, value] of Object.entries(readEnvFile())) process.env[name] ??= value;

type Env = Record<string, string | undefined>;

/** Reads a setting from the environment. @throws Error that begins with the setting's name */
export type Reader<T> = (env: Env) => T;

type Readers = Record<string, Reader<unknown>>;
type Settings<R extends Readers> = { [K in keyof R]: ReturnType<R[K]> };

/** All faults of the settings, each beginning with the setting's name. */
export class SettingsError extends Error {
  constructor(readonly faults: string[]) {
    super(['These settings are wrong (.env, or the environment):', ...faults].join('\n  '));
  }
}

/** Reads all settings. @throws SettingsError with all faults */
export const parseEnv = <R extends Readers>(readers: R, env: Env = process.env): Settings<R> => {
  const faults = new Set<string>();
  const settings: Record<string, unknown> = {};
  for (const [name, read] of Object.entries(readers)) {
    try {
      settings[name] = read(env);
    } catch (error) {
      for (const fault of error instanceof SettingsError ? error.faults : [(error as Error).message]) faults.add(fault);
    }
  }
  if (faults.size > 0) throw new SettingsError([...faults]);
  return settings as Settings<R>;
};

/** parseEnv for a program: prints all faults and exits 1 instead of throwing. */
export const readEnv = <R extends Readers>(readers: R): Settings<R> => {
  try {
    return parseEnv(readers);
  } catch (error) {
    console.error((error as Error).message);
    process.exit(1);
  }
};

export const settings =
  <R extends Readers>(readers: R): Reader<Settings<R>> =>
  (env) =>
    parseEnv(readers, env);

/** Parses a setting, which is "" when it is missing. @param parse throws what is wrong with the value */
export const parsed =
  <T>(name: string, parse: (value: string) => T): Reader<T> =>
  (env) => {
    try {
      return parse(env[name] ?? '');
    } catch (error) {
      throw new Error(`${name}: ${(error as Error).message}`);
    }
  };

/** A text that is not empty. */
export const text = (name: string): Reader<string> =>
  parsed(name, (value) => {
    if (value === '') throw new Error('is missing');
    return value;
  });

export const optional = (name: string): Reader<string | undefined> => parsed(name, (value) => value || undefined);

/** A whole number from `min` to `max`. */
export const integer =
  (name: string, min: number, max: number): Reader<number> =>
  (env) => {
    const value = text(name)(env);
    const number = /^-?\d+$/.test(value) ? Number(value) : Number.NaN;
    if (number >= min && number <= max) return number;
    throw new Error(`${name}: "${value}" is not a whole number from ${min} to ${max}`);
  };

export const port = (name: string): Reader<number> => integer(name, 1, 65_535);

export const oneOf =
  <const V extends string>(name: string, values: readonly V[]): Reader<V> =>
  (env) => {
    const value = text(name)(env);
    const found = values.find((allowed) => allowed === value);
    if (found === undefined) throw new Error(`${name}: "${value}" is none of ${values.join(', ')}`);
    return found;
  };

type UrlParts = { server: string; user: string; password: string; path: string };

/** A URL: the setting `name`, or else the settings `<server>_HOST`, `<server>_PORT` and those that the other parts name. */
const url =
  (name: string, protocols: string[], { server, user, password, path }: UrlParts): Reader<string> =>
  (env) => {
    const value = env[name];
    if (!value) {
      const readers = { user: text(user), password: text(password), host: text(`${server}_HOST`), path: text(path) };
      const parts = parseEnv({ ...readers, port: port(`${server}_PORT`) }, env);
      const login = `${encodeURIComponent(parts.user)}:${encodeURIComponent(parts.password)}`;
      return `${protocols[0]}//${login}@${parts.host}:${parts.port}/${encodeURIComponent(parts.path)}`;
    }
    // The value may contain a password: the message does not repeat it.
    if (!URL.canParse(value) || !protocols.includes(new URL(value).protocol))
      throw new Error(`${name}: is not a URL that begins with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`);
    return value;
  };

/** A service's database: `<SERVICE>_DATABASE_URL`, or else POSTGRES_* and `<SERVICE>_DATABASE_*`. */
export const databaseUrl = (service: string, role: 'OWNER_' | '' = ''): Reader<string> => {
  const prefix = `${service}_DATABASE`;
  return url(`${prefix}_${role}URL`, ['postgres:', 'postgresql:'], {
    server: 'POSTGRES',
    user: `${prefix}_${role === '' ? 'USER' : 'OWNER'}`,
    password: `${prefix}_${role}PASSWORD`,
    path: `${prefix}_NAME`,
  });
};

/** The same as its owner, for migrations; the service's own URL for an external database without an owner's. */
export const databaseOwnerUrl =
  (service: string): Reader<string> =>
  (env) => {
    const hasOwner = env[`${service}_DATABASE_OWNER_URL`] || !env[`${service}_DATABASE_URL`];
    return databaseUrl(service, hasOwner ? 'OWNER_' : '')(env);
  };

/** The broker: RABBITMQ_URL, or else RABBITMQ_HOST, _PORT, _USER, _PASSWORD and _VHOST. */
export const brokerUrl: Reader<string> = url('RABBITMQ_URL', ['amqp:', 'amqps:'], {
  server: 'RABBITMQ',
  user: 'RABBITMQ_USER',
  password: 'RABBITMQ_PASSWORD',
  path: 'RABBITMQ_VHOST',
});

export const processSettings = {
  logLevel: oneOf('LOG_LEVEL', ['trace', 'debug', 'info', 'warn', 'error', 'silent']),
  stopTimeoutMs: integer('STOP_TIMEOUT_MS', 100, 600_000),
};
