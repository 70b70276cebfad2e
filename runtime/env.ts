import { existsSync, readFileSync } from 'node:fs';
import { parse as parseDotenv } from 'dotenv';

// MATINEE_ENV_FILE: another file than .env, for a test that changes settings while a process runs.
const path = process.env.MATINEE_ENV_FILE ?? `${import.meta.dir}/../.env`;
const readFile = (): Record<string, string> => (existsSync(path) ? parseDotenv(readFileSync(path)) : {});

// Values that are already in the environment win over the file's.
let file = readFile();
for (const [name, value] of Object.entries(file)) process.env[name] ??= value;

/**
 * Reads .env again, for settings that may change while a process runs. One that the environment sets to something else than the file did
 * stays as it is; one that was as in the file, which scripts hand on through the environment, is as it now is in the file.
 */
export const rereadEnv = (): void => {
  const before = file;
  file = readFile();
  for (const name of new Set([...Object.keys(before), ...Object.keys(file)])) {
    if (process.env[name] === before[name]) process.env[name] = file[name] ?? '';
  }
};

/** Takes one setting out of the environment, or throws an Error that says what is wrong with it. */
export type Reader<T> = (env: Record<string, string | undefined>) => T;

type Settings<R extends Record<string, Reader<unknown>>> = { [K in keyof R]: ReturnType<R[K]> };

/** All that is wrong with the settings, a line each, every line beginning with the setting's name. */
export class SettingsError extends Error {
  constructor(readonly faults: string[]) {
    super(['These settings are wrong (.env, or the environment):', ...faults.map((fault) => `  ${fault}`)].join('\n'));
  }
}

/**
 * Reads every setting or throws one SettingsError that names all faults.
 * @param readers name in code → how to read it
 */
export const parseEnv = <R extends Record<string, Reader<unknown>>>(readers: R, env = process.env): Settings<R> => {
  const faults = new Set<string>();
  const settings: Partial<Record<keyof R, unknown>> = {};
  for (const name of Object.keys(readers) as (keyof R)[]) {
    try {
      settings[name] = readers[name]?.(env);
    } catch (error) {
      for (const fault of (error as Error).message.split('\n')) faults.add(fault);
    }
  }
  if (faults.size > 0) throw new SettingsError([...faults]);
  return settings as Settings<R>;
};

/** parseEnv for a program: prints all faults in one message and exits 1 instead of throwing. */
export const readEnv = <R extends Record<string, Reader<unknown>>>(readers: R): Settings<R> => {
  try {
    return parseEnv(readers);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
};

/** A text that must be there and not be empty. */
export const text =
  (name: string): Reader<string> =>
  (env) => {
    const value = env[name];
    if (value === undefined || value === '') throw new Error(`${name}: is missing`);
    return value;
  };

/** A text, or undefined when it is missing or empty. */
export const optional =
  (name: string): Reader<string | undefined> =>
  (env) =>
    env[name] || undefined;

/** Several settings as one object. */
export const settings =
  <R extends Record<string, Reader<unknown>>>(readers: R): Reader<Settings<R>> =>
  (env) =>
    parseEnv(readers, env);

/** A text that `parse` makes something of; "" when it is missing. What `parse` throws is the fault. */
export const parsed =
  <T>(name: string, parse: (value: string) => T): Reader<T> =>
  (env) => {
    try {
      return parse(env[name] ?? '');
    } catch (error) {
      throw new Error(`${name}: ${(error as Error).message}`);
    }
  };

/** A whole number between the bounds, both included. */
export const integer =
  (name: string, min: number, max: number): Reader<number> =>
  (env) => {
    const value = text(name)(env);
    const number = /^-?\d+$/.test(value) ? Number(value) : Number.NaN;
    if (!(number >= min && number <= max)) {
      throw new Error(`${name}: "${value}" is not a whole number from ${min} to ${max}`);
    }
    return number;
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

/** A whole URL where one is set; else one put together from single settings, each of which is checked. */
const urlOr =
  (name: string, protocols: string[], compose: Reader<string>): Reader<string> =>
  (env) => {
    const value = env[name];
    if (!value) return compose(env);
    if (!URL.canParse(value) || !protocols.includes(new URL(value).protocol)) {
      // The value may hold a password: it is not repeated.
      throw new Error(`${name}: is not a URL that begins with ${protocols.map((p) => `${p}//`).join(' or ')}`);
    }
    return value;
  };

const compose =
  <R extends Record<string, Reader<unknown>>>(readers: R, build: (parts: Settings<R>) => string): Reader<string> =>
  (env) => {
    try {
      return build(parseEnv(readers, env));
    } catch (error) {
      throw error instanceof SettingsError ? new Error(error.faults.join('\n')) : error;
    }
  };

const postgres = ['postgres:', 'postgresql:'];

const composeDatabaseUrl = (prefix: string, role: string) =>
  compose(
    {
      host: text('POSTGRES_HOST'),
      port: port('POSTGRES_PORT'),
      name: text(`${prefix}_DATABASE_NAME`),
      user: text(`${prefix}_DATABASE_${role === 'OWNER' ? 'OWNER' : 'USER'}`),
      password: text(`${prefix}_DATABASE_${role === 'OWNER' ? 'OWNER_PASSWORD' : 'PASSWORD'}`),
    },
    ({ host, port, name, user, password }) =>
      `postgres://${encodeURIComponent(user)}:${encodeURIComponent(password)}@${host}:${port}/${encodeURIComponent(name)}`,
  );

/** The URL that a service connects to its database by: `<PREFIX>_DATABASE_URL`, else built from POSTGRES_* and <PREFIX>_DATABASE_*. */
export const databaseUrl = (prefix: string): Reader<string> =>
  urlOr(`${prefix}_DATABASE_URL`, postgres, composeDatabaseUrl(prefix, 'USER'));

/** The URL that migrations run by: the owner's; with a database of somebody else's and no owner given, the service's own. */
export const databaseOwnerUrl = (prefix: string): Reader<string> =>
  urlOr(`${prefix}_DATABASE_OWNER_URL`, postgres, (env) =>
    env[`${prefix}_DATABASE_URL`] ? databaseUrl(prefix)(env) : composeDatabaseUrl(prefix, 'OWNER')(env),
  );

/** The broker's URL: RABBITMQ_URL, else built from RABBITMQ_HOST, _PORT, _USER, _PASSWORD and _VHOST. */
export const brokerUrl: Reader<string> = urlOr(
  'RABBITMQ_URL',
  ['amqp:', 'amqps:'],
  compose(
    {
      host: text('RABBITMQ_HOST'),
      port: port('RABBITMQ_PORT'),
      user: text('RABBITMQ_USER'),
      password: text('RABBITMQ_PASSWORD'),
      vhost: text('RABBITMQ_VHOST'),
    },
    ({ host, port, user, password, vhost }) =>
      `amqp://${encodeURIComponent(user)}:${encodeURIComponent(password)}@${host}:${port}/${encodeURIComponent(vhost)}`,
  ),
);

/** What every process reads: its log level, and how long it may take to stop (ms). */
export const processSettings = {
  logLevel: oneOf('LOG_LEVEL', ['trace', 'debug', 'info', 'warn', 'error', 'silent']),
  stopTimeoutMs: integer('STOP_TIMEOUT_MS', 100, 600_000),
};
