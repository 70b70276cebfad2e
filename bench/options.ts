/** `--quick`: one round, less data. It shows that a benchmark works; its figures mean nothing. */
export const quick = process.argv.includes('--quick');
/** `--write`: replace the tables of docs/benchmarks.md. */
export const write = process.argv.includes('--write');
