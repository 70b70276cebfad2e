// Writes the types of gateway/openapi.yaml to client/schema.ts; with --check, verifies that the file is current.
// openapi-typescript needs TypeScript 5: this workspace has its own.
import openapiTS, { astToString } from 'openapi-typescript';

const file = `${import.meta.dir}/schema.ts`;
const header = '// Generated from gateway/openapi.yaml by `bun run client`. Do not edit.\n\n';

const document = await Bun.file(`${import.meta.dir}/../gateway/openapi.yaml`).text();
const types = header + astToString(await openapiTS(document));

if (!process.argv.includes('--check')) await Bun.write(file, types);
else if ((await Bun.file(file).text()) !== types) {
  console.error('client/schema.ts is not current: run `bun run client` and commit it.');
  process.exit(1);
}
