import { exit, readCommandLine } from '../command-line.ts';
import { config } from '../config.ts';
import { openStore, reasonOf, type Store } from './queries.ts';
import { createProgress, createRejects, describe } from './report.ts';
import { runImport, type Totals } from './run.ts';
import { type Source, sourcesOf, withTemporaryFiles } from './sources.ts';

const usage = `Imports movies: adds new ones and updates those that are in the database.

  ./matinee import SOURCE…

  SOURCE            a file, a folder, a glob such as 'movies/*.json', https://…, s3://bucket/key, or - for standard input:
                    a JSON array of movies, NDJSON, or CSV as the export writes it
  --strict          change nothing if a movie is rejected
  --rejects FILE    write the rejected movies to this file, one a line, with their positions and reasons

Title, year and href together identify a movie.
Exit codes: 0 all movies are imported; 1 a movie was rejected or the import failed; 2 wrong arguments; 130 interrupted.`;

const { values, positionals } = readCommandLine(usage, {
  allowPositionals: true,
  options: { strict: { type: 'boolean' }, rejects: { type: 'string' } },
});
if (positionals.length === 0) exit(usage, 2);

const prepare = async () => {
  const options = { s3: config.s3, idleLimitMs: config.importIdleMs };
  const sources = await Promise.all(positionals.map((argument) => sourcesOf(argument, options)));
  return { sources: sources.flat(), rejects: createRejects(values.rejects) };
};
const { sources, rejects } = await prepare().catch((error: Error) => exit(error.message, 2));

const interrupted = new AbortController();
const { signal } = interrupted;
// Once: a second Ctrl-C ends the process.
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => interrupted.abort());

const run = async (sources: Source[], store: Pick<Store, 'save'>): Promise<Totals> => {
  const progress = createProgress(sources);
  const options = { sources, onReject: rejects.add, onProgress: progress.show, signal };
  return runImport(store, options).finally(progress.end);
};

let isStoring = false;
const importAll = async (sources: Source[]): Promise<Totals> => {
  const store = await openStore(config.databaseUrl);
  isStoring = true;
  return run(sources, store).finally(store.close);
};

/** Validates all movies before it saves the first. */
const importStrictly = () =>
  withTemporaryFiles(sources, signal, async (files) => {
    const checked = await run(files, { save: async () => ({ added: 0, changed: 0, unchanged: 0 }) });
    return checked.rejected > 0 || signal.aborted ? checked : importAll(files);
  });

try {
  const totals = await (values.strict ? importStrictly() : importAll(sources));
  rejects.end();
  if (signal.aborted)
    exit(`Interrupted. ${isStoring ? `${describe(totals)} Run it again for the rest.` : 'Nothing was changed.'}`, 130);
  if (!isStoring) exit(`${totals.rejected} of ${totals.read} movies are rejected. Nothing was changed.`, 1);
  exit(describe(totals), totals.rejected > 0 ? 1 : 0);
} catch (error) {
  rejects.end();
  const state = isStoring ? 'Saved batches stay. Fix the cause and run the import again.' : 'Nothing was changed.';
  exit(`The import failed: ${reasonOf(error)}\n${state}`, 1);
}
