import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { assumeRole } from './web-identity.ts';

/** `size` in bytes; undefined: the source can be read only once. `open`: its chunks end when the signal is aborted. */
export type Source = {
  name: string;
  size: number | undefined;
  open: (signal: AbortSignal) => AsyncIterable<Uint8Array>;
};

type Connect = (signal: AbortSignal) => Promise<ReadableStream<Uint8Array>>;
type S3 = Record<
  'endpoint' | 'region' | 'accessKeyId' | 'secretAccessKey' | 'roleArn' | 'tokenFile' | 'stsEndpoint',
  string | undefined
>;
/** @param idleLimitMs how long a server may send nothing */
type Options = { s3: S3; idleLimitMs: number };

/**
 * The sources of an argument: a file, a folder's `*.json`, `*.ndjson`, `*.jsonl` and `*.csv` files, a glob, an http(s) URL,
 * `s3://bucket/key`, or `-` for standard input.
 * @throws Error if there are none
 */
export const sourcesOf = async (argument: string, { s3, idleLimitMs }: Options): Promise<Source[]> => {
  const remote = (connect: Connect): Source[] => [
    { name: argument, size: undefined, open: (signal) => chunksOf(connect, signal, idleLimitMs) },
  ];
  if (argument === '-') return [local('standard input', Bun.stdin)];
  if (/^https?:\/\//.test(argument)) return remote((signal) => download(argument, signal));
  if (argument.startsWith('s3://')) return remote(s3Object(argument, s3));
  const found = await stat(argument).catch(() => undefined);
  if (found?.isDirectory()) return filesOf('*.{json,ndjson,jsonl,csv}', argument);
  return found ? [await fileSource(argument)] : filesOf(argument, '.');
};

const filesOf = async (pattern: string, folder: string): Promise<Source[]> => {
  const names = (await Array.fromAsync(new Bun.Glob(pattern).scan({ cwd: folder, onlyFiles: true }))).sort();
  if (names.length === 0) throw new Error(`There is no such file: ${join(folder, pattern)}`);
  return Promise.all(names.map((name) => fileSource(folder === '.' ? name : join(folder, name))));
};

const local = (name: string, file: Bun.BunFile, size?: number): Source => ({
  name,
  size,
  open: (signal) => chunksOf(async () => file.stream(), signal),
});

const fileSource = async (path: string, name = path): Promise<Source> => {
  const found = await stat(path);
  // A named pipe can be read only once.
  return local(name, Bun.file(path), found.isFile() ? found.size : undefined);
};

/** Connects and reads. @throws Error if the server sends nothing for `idleLimitMs` */
async function* chunksOf(connect: Connect, signal: AbortSignal, idleLimitMs?: number) {
  const idle = new AbortController();
  const stop = AbortSignal.any([signal, idle.signal]);
  const limited = <T>(work: Promise<T>): Promise<T> => {
    if (idleLimitMs === undefined) return work;
    const timer = setTimeout(() => idle.abort(new Error(`sent nothing for ${idleLimitMs / 1000} s`)), idleLimitMs);
    return work.finally(() => clearTimeout(timer));
  };
  let cancel = () => {};
  try {
    const reader = (await limited(connect(stop))).getReader();
    // Ends the pending read. A race with a promise of the signal would keep every chunk in memory.
    cancel = () => void reader.cancel().catch(() => {});
    stop.addEventListener('abort', cancel);
    while (!signal.aborted) {
      const { done, value } = await limited(reader.read());
      idle.signal.throwIfAborted();
      if (done) return;
      yield value;
    }
  } catch (error) {
    const { code, message } = error as Error & { code?: string };
    // The message of S3 alone may be "an unexpected error has occurred".
    throw typeof code !== 'string' || message.includes(code) ? error : new Error(`${code}: ${message}`, { cause: error });
  } finally {
    stop.removeEventListener('abort', cancel);
    cancel();
  }
}

const download = async (url: string, signal: AbortSignal) => {
  const response = await fetch(url, { signal });
  if (!response.ok || !response.body) throw new Error(`responded with ${response.status} ${response.statusText}`);
  return response.body;
};

const s3Object = (url: string, { roleArn, tokenFile, stsEndpoint, ...s3 }: S3): Connect => {
  const { bucket, key } = /^s3:\/\/(?<bucket>[^/]+)\/(?<key>.+)$/.exec(url)?.groups ?? {};
  if (!bucket || !key) throw new Error(`${url} must have the form s3://bucket/key`);
  const open = (credentials = {}) => new Bun.S3Client({ ...s3, ...credentials, bucket } as Bun.S3Options).file(key).stream();
  if (s3.accessKeyId && s3.secretAccessKey) return async () => open();
  if (roleArn && tokenFile)
    return async (signal) => open(await assumeRole({ roleArn, tokenFile, stsEndpoint, region: s3.region }, signal));
  throw new Error(
    'For S3, set S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY, or AWS_ROLE_ARN and AWS_WEB_IDENTITY_TOKEN_FILE for a role.',
  );
};

/** Copies sources that can be read only once to temporary files, and removes these after the work. */
export const withTemporaryFiles = async <T>(
  sources: Source[],
  signal: AbortSignal,
  work: (sources: Source[]) => Promise<T>,
): Promise<T> => {
  const folder = await mkdtemp(join(tmpdir(), 'matinee-import-'));
  try {
    const files: Source[] = [];
    for (const source of sources)
      files.push(source.size !== undefined ? source : await copy(source, join(folder, String(files.length)), signal));
    return await work(files);
  } finally {
    await rm(folder, { recursive: true });
  }
};

const copy = async (source: Source, path: string, signal: AbortSignal): Promise<Source> => {
  try {
    await pipeline(source.open(signal), createWriteStream(path));
  } catch (error) {
    throw new Error(`${source.name}: ${(error as Error).message}`, { cause: error });
  }
  return fileSource(path, source.name);
};
