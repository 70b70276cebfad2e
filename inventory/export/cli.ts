import { connectDatabase } from '@matinee/runtime/database';
import { exit, readCommandLine } from '../command-line.ts';
import { config } from '../config.ts';
import { formats } from './formats.ts';
import { readMovies } from './queries.ts';

const usage = `Writes all movies to standard output, as they are at this moment, in a format that the import reads.

  ./matinee export [--format json|ndjson|csv]

  --format    json: one array (default); ndjson: one movie a line; csv: lists as JSON in a cell`;

const { values } = readCommandLine(usage, { options: { format: { type: 'string', default: 'json' } } });
const format = formats.get(values.format) ?? exit(`--format must be one of ${[...formats.keys()].join(', ')}\n\n${usage}`, 2);

// No timeout: the export takes as long as its reader.
const options = { name: 'inventory_export', pool: 1, statementTimeoutMs: 0, keepConnection: true };
const sql = connectDatabase(config.databaseUrl, options);
const out = Bun.stdout.writer();
const write = async (text: string) => {
  await out.write(text);
  await out.flush();
};

try {
  await write(format.open);
  let separator = '';
  await readMovies(sql, async (movies) => {
    await write(separator + movies.map(format.movie).join(format.separator));
    separator = format.separator;
  });
  await write(format.close);
  await sql.end({ timeout: 5 });
} catch (error) {
  // `./matinee export | head` closes the pipe early; that is not an error.
  if ((error as { code?: string }).code === 'EPIPE') process.exit(0);
  exit(`The export failed: ${(error as Error).message}`, 1);
}
