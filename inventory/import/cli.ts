import { config } from '../config.ts';
import { leave, readArguments } from './arguments.ts';
import { createProgress } from './progress.ts';
import { openRejects } from './rejects.ts';
import { runImport, type Totals } from './run.ts';
import { type Source, sourcesOf } from './sources.ts';
import { spool } from './spool.ts';
import { openStore, type Store } from './store.ts';

const wanted = readArguments();

/** What the arguments name; ends the program, with 2, when one of it is not there. */
const prepare = async () => {
  try {
    const options = { s3: config.s3, idleLimitMs: config.importIdleMs };
    const sources = (await Promise.all(wanted.arguments.map((argument) => sourcesOf(argument, options)))).flat();
    return { sources, rejects: openRejects(wanted.rejects) };
  } catch (error) {
    return leave((error as Error).message, 2);
  }
};

const { sources, rejects } = await prepare();
const interrupted = new AbortController();
const { signal } = interrupted;
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => interrupted.abort());

const sizeOf = (files: Source[]): number | undefined =>
  files.reduce<number | undefined>((all, { size }) => (all === undefined || size === undefined ? undefined : all + size), 0);

const run = async (files: Source[], store?: Store): Promise<Totals> => {
  const progress = createProgress(sizeOf(files));
  try {
    return await runImport(store, { sources: files, onFaulty: rejects.add, onProgress: progress.show, signal });
  } finally {
    progress.end();
  }
};

let storing = false;
const importFrom = async (files: Source[]): Promise<Totals> => {
  const store = await openStore(config.databaseUrl);
  storing = true;
  try {
    return await run(files, store);
  } finally {
    await store.close();
  }
};

/** Checks all films before the first one is stored. */
const importStrictly = async (): Promise<Totals> => {
  const { kept, remove } = await spool(sources, signal);
  try {
    const checked = await run(kept);
    return checked.faulty > 0 || signal.aborted ? checked : await importFrom(kept);
  } finally {
    await remove();
  }
};

const describe = ({ read, added, changed, unchanged, faulty }: Totals): string =>
  `${read} films read: ${added} added, ${changed} brought up to date, ${unchanged} there already, ${faulty} faulty.`;

try {
  const totals = await (wanted.strict ? importStrictly() : importFrom(sources));
  rejects.close();
  if (signal.aborted)
    leave(`Interrupted. ${storing ? `${describe(totals)} Run it again for the rest.` : 'Nothing was changed.'}`, 130);
  if (!storing) leave(`${totals.faulty} of ${totals.read} films are faulty: nothing was changed.`, 1);
  leave(describe(totals), totals.faulty > 0 ? 1 : 0);
} catch (error) {
  rejects.close();
  const state = storing ? 'Whole batches are in the catalogue; run it again when this is mended.' : 'Nothing was changed.';
  leave(`The import broke off: ${(error as Error).message}\n${state}`, 1);
}
