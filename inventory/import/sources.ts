import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { chunksOf } from './chunks.ts';
import { download } from './download.ts';
import { fromS3, type S3 } from './s3.ts';

/**
 * Where films come from. `size` in bytes, where it is known. `open` may be called once more after a first reading if `again`; what it
 * gives ends when the signal is given.
 */
export type Source = {
  name: string;
  size: number | undefined;
  again: boolean;
  open: (signal: AbortSignal) => AsyncIterable<Uint8Array>;
};

/** @param idleLimitMs how long another machine may send nothing */
type Options = { s3: S3; idleLimitMs: number };

/**
 * The sources that an argument names: a file, a folder's `*.json`, `*.ndjson`, `*.jsonl` and `*.csv` files, a glob, an http(s) URL,
 * `s3://bucket/key`, or `-` for standard input.
 * @throws Error that says what is not there
 */
export const sourcesOf = async (argument: string, { s3, idleLimitMs }: Options): Promise<Source[]> => {
  const once = (open: Source['open'], name = argument): Source[] => [{ name, size: undefined, again: false, open }];
  if (argument === '-') return once((signal) => chunksOf(Bun.stdin.stream(), { signal }), 'standard input');
  if (/^https?:\/\//.test(argument)) return once((signal) => download(argument, { signal, idleLimitMs }));
  if (argument.startsWith('s3://')) {
    const open = fromS3(argument, s3);
    return once((signal) => open({ signal, idleLimitMs }));
  }
  const found = await stat(argument).catch(() => undefined);
  if (found?.isDirectory()) return filesOf('*.{json,ndjson,jsonl,csv}', argument);
  if (found) return [await fromFile(argument)];
  return filesOf(argument, '.');
};

const filesOf = async (pattern: string, folder: string): Promise<Source[]> => {
  const names = (await Array.fromAsync(new Bun.Glob(pattern).scan({ cwd: folder, onlyFiles: true }))).sort();
  if (names.length === 0) throw new Error(`There is no such file: ${join(folder, pattern)}`);
  return Promise.all(names.map((name) => fromFile(folder === '.' ? name : join(folder, name))));
};

const fromFile = async (path: string): Promise<Source> => {
  const found = await stat(path);
  // A pipe has a path as well, and can be read once.
  const again = found.isFile();
  return {
    name: path,
    size: again ? found.size : undefined,
    again,
    open: (signal) => chunksOf(Bun.file(path).stream(), { signal }),
  };
};
