import { stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Where films come from. `size` in bytes, where it is known. `open` may be called once more after a first reading if `again`. */
export type Source = { name: string; size: number | undefined; again: boolean; open: () => AsyncIterable<Uint8Array> };

type S3 = {
  endpoint: string | undefined;
  region: string | undefined;
  accessKeyId: string | undefined;
  secretAccessKey: string | undefined;
};

/** How long a source may send nothing, ms. */
const idleLimit = 60_000;

/**
 * The sources that an argument names: a file, a folder's `*.json`, `*.ndjson`, `*.jsonl` and `*.csv` files, a glob, an http(s) URL,
 * `s3://bucket/key`, or `-` for standard input.
 * @throws Error that says what is not there
 */
export const sourcesOf = async (argument: string, s3: S3): Promise<Source[]> => {
  if (argument === '-')
    return [{ name: 'standard input', size: undefined, again: false, open: () => chunks(Bun.stdin.stream()) }];
  if (/^https?:\/\//.test(argument)) return [{ name: argument, size: undefined, again: false, open: () => download(argument) }];
  if (argument.startsWith('s3://')) return [fromS3(argument, s3)];
  const found = await stat(argument).catch(() => undefined);
  if (found?.isDirectory()) return filesOf('*.{json,ndjson,jsonl,csv}', argument);
  if (found) return [await fromFile(argument)];
  return filesOf(argument, '.');
};

const filesOf = async (pattern: string, folder: string): Promise<Source[]> => {
  const names = (await Array.fromAsync(new Bun.Glob(pattern).scan({ cwd: folder, onlyFiles: true }))).sort();
  if (names.length === 0) throw new Error(`There is no such file: ${join(folder, pattern)}`);
  return Promise.all(names.map((name) => fromFile(join(folder, name))));
};

const fromFile = async (path: string): Promise<Source> => ({
  name: path,
  size: (await stat(path)).size,
  again: true,
  open: () => chunks(Bun.file(path).stream()),
});

const fromS3 = (argument: string, { endpoint, region, accessKeyId, secretAccessKey }: S3): Source => {
  const { bucket, key } = /^s3:\/\/(?<bucket>[^/]+)\/(?<key>.+)$/.exec(argument)?.groups ?? {};
  if (!bucket || !key) throw new Error(`${argument} is no s3://bucket/key`);
  if (!accessKeyId || !secretAccessKey) throw new Error('For S3, set S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY.');
  const options = { bucket, accessKeyId, secretAccessKey, ...(endpoint && { endpoint }), ...(region && { region }) };
  const file = new Bun.S3Client(options).file(key);
  return { name: argument, size: undefined, again: false, open: () => chunks(file.stream()) };
};

async function* download(url: string): AsyncGenerator<Uint8Array> {
  const response = await fetch(url, { signal: AbortSignal.timeout(idleLimit) }).catch((error: Error) => {
    throw new Error(`does not answer: ${(error as { code?: string }).code ?? error.message}`);
  });
  if (!response.ok || !response.body) throw new Error(`answered ${response.status} ${response.statusText}`);
  yield* chunks(response.body);
}

/** The chunks of a stream; one that says nothing for too long is an error, not a wait without end. */
async function* chunks(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const late = Promise.withResolvers<never>();
      const timer = setTimeout(() => late.reject(new Error(`nothing came for ${idleLimit / 1000} s`)), idleLimit);
      const { done, value } = await Promise.race([reader.read(), late.promise]).finally(() => clearTimeout(timer));
      if (done) return;
      yield value;
    }
  } finally {
    // The rest is for nobody.
    reader.cancel().catch(() => {});
  }
}
