import { parseArgs } from 'node:util';

const usage = `Brings films into the catalogue.

  bun run import SOURCE…

  SOURCE            a file, a folder, a glob such as 'films/*.json', https://…, s3://bucket/key, or - for standard input:
                    a JSON array of films, NDJSON, or CSV as the export writes it
  --strict          if one film is faulty, change nothing
  --rejects FILE    writes the faulty films to this file, one a line, with their places and reasons

A film is known by its title, year and href together. One that is in the catalogue already is brought up to date, and not added again.
Ends with 0 when all films are in the catalogue, 1 when some were faulty or a source broke off, 2 for wrong arguments, 130 after Ctrl-C.`;

/** Says a last thing, on standard error if the code is not 0, and ends the program. */
export const leave = (text: string, code: number): never => {
  (code === 0 ? console.log : console.error)(text);
  process.exit(code);
};

/** What the import is asked to do; ends the program, with 2, when it is not clear. */
export const readArguments = (): { arguments: string[]; strict: boolean; rejects: string | undefined } => {
  const { values, positionals } = parse();
  if (values.help) leave(usage, 0);
  if (positionals.length === 0) leave(usage, 2);
  return { arguments: positionals, strict: values.strict, rejects: values.rejects };
};

const parse = () => {
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
