// Merges the services' OpenAPI documents into gateway/openapi.yaml. With --check it says whether the file is current.
import { complete, type Document, documentOf } from '@matinee/runtime/openapi/document';
import { Elysia } from 'elysia';
import { stringify } from 'yaml';
import root from '../../package.json';
import { billingRoutes } from '../routes/billing.ts';
import { healthRoutes } from '../routes/health.ts';
import { homeRoutes } from '../routes/home.ts';
import { head, schemas, securitySchemes } from './document.ts';
import { addRefusals } from './refusals.ts';

const file = `${import.meta.dir}/../openapi.yaml`;

/** What `bun <service>/openapi.ts` prints. */
const printedBy = (service: string): Promise<Document> =>
  Bun.$`${process.execPath} openapi.ts`.cwd(`${import.meta.dir}/../../${service}`).json();

const gatewayPart = (): Promise<Document> => {
  const { name, version, description } = root;
  const metadata = { name, version, description, commit: '', started_at: '', runtime: {} };
  const noOrders = { place: async () => '', status: async () => ({ id: '', status: 'queued' as const }) };
  const routes = new Elysia()
    .use(homeRoutes(metadata))
    .use(healthRoutes({}))
    .use(billingRoutes({ orders: noOrders, bodyTimeoutMs: 1 }));
  return documentOf(routes, 'Gateway', schemas);
};

const parts = await Promise.all([gatewayPart(), printedBy('inventory'), printedBy('pairing')]);
const merged = {
  ...head(root.version),
  paths: Object.assign({}, ...parts.map(({ paths }) => paths)),
  components: { securitySchemes, schemas: Object.assign({}, ...parts.map(({ components }) => components.schemas)) },
};
addRefusals(merged.paths);
const yaml = stringify(complete(merged), { lineWidth: 0, aliasDuplicateObjects: false });

if (!process.argv.includes('--check')) await Bun.write(file, yaml);
else if ((await Bun.file(file).text()) !== yaml) {
  console.error('gateway/openapi.yaml is not what the code documents: run `bun run openapi` and commit it.');
  process.exit(1);
}
