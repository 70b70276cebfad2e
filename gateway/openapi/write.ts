// Writes the API's document to gateway/openapi.yaml, or, with --check, says whether the file is what the code documents.
import { createLog } from '@matinee/runtime/log';
import { stringify } from 'yaml';
import root from '../../package.json';
import { createApp } from '../app.ts';

const file = `${import.meta.dir}/../openapi.yaml`;

const app = createApp({
  log: createLog('openapi', 'silent'),
  metadata: { name: root.name, version: root.version, description: root.description, commit: '', started_at: '', runtime: {} },
  checks: {},
});
const document = await (await app.handle(new Request('http://localhost/swagger/json'))).json();
const yaml = stringify(document, { lineWidth: 0, aliasDuplicateObjects: false });

if (process.argv.includes('--check')) {
  if ((await Bun.file(file).text()) !== yaml) {
    console.error('gateway/openapi.yaml is not what the code documents: run `bun run openapi` and commit it.');
    process.exit(1);
  }
} else {
  await Bun.write(file, yaml);
}
