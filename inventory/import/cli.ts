import { parseArgs } from 'node:util';
import { config } from '../config.ts';
import { createProgress } from './progress.ts';
import { type Faulty, runImport, type Totals } from './run.ts';
import { type Source, sourcesOf } from './sources.ts';
import { spool } from './spool.ts';
import { openStore } from './store.ts';

const usage = `Brings films into the catalogue.

  bun run import SOURCE…

  SOURCE            a file, a folder, a glob such as 'films/*.json', https://…, s3://bucket/key, or - for standard input:
                    a JSON array of films, NDJSON, or CSV as the export writes it
  --strict          if one film is faulty, change nothing
  --rejects FILE    writes the faulty films to this file, one a line, with their places and reasons

A film is known by its title, year and href together. One that is in the catalogue already is brought up to date, and not added again.
Ends with 0 when all films are in the catalogue, 1 when some were faulty or a source broke off, 2 for wrong arguments, 130 after Ctrl-C.`;

const leave = (text: string, code: number): never => {
  (code === 0 ? console.log : console.error)(text);
  process.exit(code);
};

const readArguments = () => {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        strict: { type: 'boolean', default: false },
        rejects: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    return leave(`${(error as Error).message}\n\n${usage}`, 2);
  }
};

const { values, positionals } = readArguments();
if (values.help) leave(usage, 0);
if (positionals.length === 0) leave(usage, 2);

/** Faulty films that are shown; the others are only counted. */
const mostShown = 20;
const rejects = values.rejects === undefined ? undefined : Bun.file(values.rejects).writer();
let shown = 0;
const onFaulty = (faulty: Faulty) => {
  rejects?.write(`${JSON.stringify(faulty)}\n`);
  shown += 1;
  if (shown <= mostShown) console.error(`${faulty.source}, film ${faulty.position}: ${faulty.reason}`);
};

const describe = ({ read, added, changed, unchanged, faulty }: Totals): string =>
  `${read} films read: ${added} added, ${changed} brought up to date, ${unchanged} there already, ${faulty} faulty.`;

const interrupted = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interrupted.abort());

const importFrom = async (sources: Source[]): Promise<Totals> => {
  const size = sources.reduce<number | undefined>(
    (all, source) => (all === undefined || source.size === undefined ? undefined : all + source.size),
    0,
  );
  const progress = createProgress(size);
  const store = await openStore(config.databaseUrl);
  try {
    return await runImport(store, { sources, onFaulty, onProgress: progress.show, signal: interrupted.signal });
  } finally {
    progress.end();
    await store.close();
  }
};

/** Checks all films before the first one is stored. */
const importStrictly = async (sources: Source[]): Promise<Totals> => {
  const { kept, remove } = await spool(sources);
  try {
    const checked = await runImport(undefined, { sources: kept, onFaulty, onProgress: () => {}, signal: interrupted.signal });
    return checked.faulty > 0 || interrupted.signal.aborted ? checked : await importFrom(kept);
  } finally {
    await remove();
  }
};

const findSources = async (): Promise<Source[]> => {
  try {
    return (await Promise.all(positionals.map((argument) => sourcesOf(argument, config.s3)))).flat();
  } catch (error) {
    return leave((error as Error).message, 2);
  }
};

const sources = await findSources();
try {
  const totals = await (values.strict ? importStrictly(sources) : importFrom(sources));
  if (shown > mostShown)
    console.error(`… and ${shown - mostShown} more${values.rejects ? '' : '; --rejects FILE keeps them all'}`);
  await rejects?.end();
  if (values.strict && totals.faulty > 0) leave(`${totals.faulty} of ${totals.read} films are faulty: nothing was changed.`, 1);
  if (interrupted.signal.aborted) leave(`Interrupted. ${describe(totals)} Run it again for the rest.`, 130);
  leave(describe(totals), totals.faulty > 0 ? 1 : 0);
} catch (error) {
  await rejects?.end();
  leave(
    `The import broke off: ${(error as Error).message}\nWhole batches are in the catalogue; run it again when this is mended.`,
    1,
  );
}
