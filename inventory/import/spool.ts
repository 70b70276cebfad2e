import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Source } from './sources.ts';

/** The same sources, each one that can be read only once kept in a file first; and how to remove the files. */
export const spool = async (sources: Source[]): Promise<{ kept: Source[]; remove: () => Promise<void> }> => {
  const folder = await mkdtemp(join(tmpdir(), 'matinee-import-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const kept: Source[] = [];
    for (const [index, source] of sources.entries())
      kept.push(source.again ? source : await keep(source, join(folder, String(index))));
    return { kept, remove };
  } catch (error) {
    await remove();
    throw error;
  }
};

const keep = async (source: Source, path: string): Promise<Source> => {
  const file = Bun.file(path);
  const writer = file.writer();
  for await (const chunk of source.open()) {
    writer.write(chunk);
    await writer.flush();
  }
  await writer.end();
  return { ...source, size: file.size, again: true, open: () => file.stream() };
};
