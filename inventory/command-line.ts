import { type ParseArgsConfig, parseArgs } from 'node:util';

/** Prints a text, to standard error unless the code is 0, and exits. */
export const exit = (text: string, code: number): never => {
  (code === 0 ? console.log : console.error)(text);
  process.exit(code);
};

/** Parses the command line. Prints the usage for `--help` and `-h`; exits with 2 for an unknown option. */
export const readCommandLine = <T extends ParseArgsConfig>(usage: string, config: T) => {
  if (process.argv.slice(2).some((argument) => argument === '--help' || argument === '-h')) exit(usage, 0);
  try {
    return parseArgs(config);
  } catch (error) {
    return exit(`${(error as Error).message}\n\n${usage}`, 2);
  }
};
