import { parseArgs } from 'node:util';
import { connectDatabase } from '@matinee/runtime/database';
import { config } from '../config.ts';
import { type Format, formats, readCatalogue } from './films.ts';

const usage = `Writes the catalogue to standard output, as it is at this moment, in a form that the import reads.

  bun run export [--format json|ndjson|csv]

  --format    json, one array (the default); ndjson, a film a line; csv, lists in it as JSON`;

const leave = (text: string, code: number): never => {
  (code === 0 ? console.log : console.error)(text);
  process.exit(code);
};

const readFormat = (): Format => {
  try {
    const { values } = parseArgs({
      options: { format: { type: 'string', default: 'json' }, help: { type: 'boolean', default: false } },
    });
    if (values.help) leave(usage, 0);
    const { format } = values;
    if (Object.hasOwn(formats, format)) return formats[format as keyof typeof formats];
    return leave(`--format must be one of ${Object.keys(formats).join(', ')}\n\n${usage}`, 2);
  } catch (error) {
    return leave(`${(error as Error).message}\n\n${usage}`, 2);
  }
};

const format = readFormat();

/** Ends the program when nothing more can be written. `bun run export | head` has enough: that is no failure. */
const stop = (error: unknown): never =>
  (error as { code?: string }).code === 'EPIPE' ? process.exit(0) : leave(`The export broke off: ${(error as Error).message}`, 1);

// No limit: it takes as long as its reader does.
const sql = connectDatabase(config.databaseUrl, {
  name: 'inventory_export',
  pool: 1,
  statementTimeoutMs: 0,
  keepConnection: true,
});
const out = Bun.stdout.writer();
const write = async (text: string) => {
  try {
    await out.write(text);
    // As fast as the reader takes it.
    await out.flush();
  } catch (error) {
    stop(error);
  }
};

try {
  await write(format.open);
  let separator = '';
  await readCatalogue(sql, format, async (films) => {
    await write(separator + films.join(format.separator));
    separator = format.separator;
  });
  await write(format.close);
  await sql.end({ timeout: 5 });
} catch (error) {
  stop(error);
}
