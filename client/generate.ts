// Writes the types of gateway/openapi.yaml to client/schema.ts, or, with --check, says whether the file is current.
// openapi-typescript prints with the API of TypeScript 5, which 7 does not have: this workspace has a typescript of its own.
import openapiTS, { astToString } from 'openapi-typescript';

const file = `${import.meta.dir}/schema.ts`;
const header = '// Generated from gateway/openapi.yaml by `bun run client`. Do not edit.\n\n';

const document = await Bun.file(`${import.meta.dir}/../gateway/openapi.yaml`).text();
const types = header + astToString(await openapiTS(document));

if (!process.argv.includes('--check')) await Bun.write(file, types);
else if ((await Bun.file(file).text()) !== types) {
  console.error('client/schema.ts does not match gateway/openapi.yaml: run `bun run client` and commit it.');
  process.exit(1);
}
