import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chunksOf } from './chunks.ts';
import type { Source } from './sources.ts';

/** The same sources, each one that can be read only once kept in a file first; and how to remove the files. */
export const spool = async (sources: Source[], signal: AbortSignal): Promise<{ kept: Source[]; remove: () => Promise<void> }> => {
  const folder = await mkdtemp(join(tmpdir(), 'matinee-import-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const kept: Source[] = [];
    for (const [index, source] of sources.entries()) {
      kept.push(source.again ? source : await keep(source, join(folder, String(index)), signal));
    }
    return { kept, remove };
  } catch (error) {
    await remove();
    throw error;
  }
};

const keep = async (source: Source, path: string, signal: AbortSignal): Promise<Source> => {
  const file = Bun.file(path);
  const writer = file.writer();
  try {
    for await (const chunk of source.open(signal)) {
      await writer.write(chunk);
      await writer.flush();
    }
  } catch (error) {
    throw new Error(`${source.name}: ${(error as Error).message}`, { cause: error });
  } finally {
    await writer.end();
  }
  return { ...source, size: file.size, again: true, open: (end) => chunksOf(file.stream(), { signal: end }) };
};
