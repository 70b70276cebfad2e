// Merges the services' OpenAPI documents into gateway/openapi.yaml; with --check, verifies that the file is current.
import { version } from '../../package.json';
import { complete, type Document } from '../../runtime/openapi/document.ts';
import { head, securitySchemes } from './head.ts';
import { addRefusals } from './refusals.ts';

const root = `${import.meta.dir}/../..`;
const file = `${root}/gateway/openapi.yaml`;

/** The output of `bun <service>/openapi.ts`. */
const printedBy = (service: string): Promise<Document> => Bun.$`${process.execPath} openapi.ts`.cwd(`${root}/${service}`).json();

const parts = await Promise.all(['gateway', 'inventory', 'pairing'].map(printedBy));
const merged = {
  ...head(version),
  paths: Object.assign({}, ...parts.map(({ paths }) => paths)),
  components: { securitySchemes, schemas: Object.assign({}, ...parts.map(({ components }) => components.schemas)) },
};
addRefusals(merged.paths);
const yaml = Bun.YAML.stringify(complete(merged), null, 2);

if (!process.argv.includes('--check')) await Bun.write(file, yaml);
else if ((await Bun.file(file).text()) !== yaml) {
  console.error('gateway/openapi.yaml is not current: run `bun run openapi` and commit it.');
  process.exit(1);
}
