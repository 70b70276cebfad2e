import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { type Manifest, nameOf } from './manifests.ts';

// Where the published types are: names of modules for each API of Kubernetes and of the Prometheus operator.
const modules: Record<string, (kind: string) => [module: string, type: string]> = {
  'monitoring.coreos.com/v1': (kind) => [`@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/${kind}`, `I${kind}`],
  v1: (kind) => ['kubernetes-types/core/v1', kind],
  'apps/v1': (kind) => ['kubernetes-types/apps/v1', kind],
  'autoscaling/v2': (kind) => ['kubernetes-types/autoscaling/v2', kind],
  'batch/v1': (kind) => ['kubernetes-types/batch/v1', kind],
  'networking.k8s.io/v1': (kind) => ['kubernetes-types/networking/v1', kind],
  'policy/v1': (kind) => ['kubernetes-types/policy/v1', kind],
};

const isTyped = ({ apiVersion }: Manifest) => apiVersion in modules;

/** The TypeScript compiler's errors for objects as literals of the published types, which allow no unknown field. */
const typeFaults = async (objects: Manifest[]): Promise<string[]> => {
  if (objects.length === 0) return [];
  const folder = await mkdtemp(join(import.meta.dir, '../node_modules/manifests-'));
  try {
    const path = join(folder, 'check.ts');
    const lines = objects.map((object, index) => {
      const [module, type] = modules[object.apiVersion]?.(object.kind) ?? [];
      return `export const object${index}: import('${module}').${type} = ${JSON.stringify(object)};`;
    });
    await Bun.write(path, lines.join('\n'));
    const options = [
      '--noEmit',
      '--strict',
      '--ignoreConfig',
      '--module',
      'esnext',
      '--moduleResolution',
      'bundler',
      '--pretty',
      'false',
    ];
    const tsc = Bun.spawn(['tsc', ...options, '--skipLibCheck', path], { stdout: 'pipe' });
    const said = [...(await tsc.stdout.text()).matchAll(/check\.ts\((\d+),\d+\): error (.*)/g)];
    if ((await tsc.exited) !== 0 && said.length === 0) throw new Error('tsc failed');
    return said.map(([, line, message]) => `${nameOf(objects[Number(line) - 1] as Manifest)}: ${message}`);
  } finally {
    await rm(folder, { recursive: true });
  }
};

/** The operators' CustomResourceDefinitions, which are not part of this repository. */
export const crdFolder = process.env.MATINEE_CRDS ?? `${import.meta.dir}/../../../shared/crds`;
export const areCrdsHere = existsSync(crdFolder);

type Schema = { [field: string]: unknown; properties?: Record<string, Schema>; items?: Schema };

/** As an API server with strict field validation: no unknown field, unless the schema asks to keep them. */
const strict = (schema: Schema): Schema => {
  const { properties, items, additionalProperties, ...rest } = schema;
  if (schema['x-kubernetes-int-or-string']) return { anyOf: [{ type: 'integer' }, { type: 'string' }] };
  return {
    ...rest,
    ...(schema.nullable === true && { nullable: true }),
    ...(items && { items: strict(items) }),
    ...(typeof additionalProperties === 'object' && { additionalProperties: strict(additionalProperties as Schema) }),
    ...(properties && {
      properties: Object.fromEntries(Object.entries(properties).map(([name, property]) => [name, strict(property)])),
      additionalProperties: schema['x-kubernetes-preserve-unknown-fields'] === true,
    }),
  };
};

type Crd = {
  spec: { group: string; names: { kind: string }; versions: { name: string; schema: { openAPIV3Schema: Schema } }[] };
};

const readCrds = async (): Promise<Map<string, ValidateFunction>> => {
  const ajv = new Ajv({ strict: false, allErrors: true, logger: false });
  addFormats.default(ajv);
  const validators = new Map<string, ValidateFunction>();
  for (const file of (await readdir(crdFolder)).filter((name) => name.endsWith('.yaml'))) {
    const { spec } = Bun.YAML.parse(await Bun.file(join(crdFolder, file)).text()) as Crd;
    for (const { name, schema } of spec.versions)
      validators.set(`${spec.group}/${name} ${spec.names.kind}`, ajv.compile(strict(schema.openAPIV3Schema)));
  }
  return validators;
};

let reading: ReturnType<typeof readCrds> | undefined;

const crdFaults = async (objects: Manifest[]): Promise<string[]> => {
  reading ??= readCrds();
  const validators = await reading;
  return objects.flatMap((object) => {
    const validate = validators.get(`${object.apiVersion} ${object.kind}`);
    if (!validate) return [`${nameOf(object)}: there is no schema of ${object.apiVersion}`];
    validate(object);
    return (validate.errors ?? []).map(
      ({ instancePath, message, params }) => `${nameOf(object)}: ${instancePath} ${message} ${JSON.stringify(params)}`,
    );
  });
};

/** The faults of Kubernetes objects, and of those of the operators whose definitions are here. */
export const schemaFaults = async (objects: Manifest[]): Promise<string[]> => [
  ...(await typeFaults(objects.filter(isTyped))),
  ...(areCrdsHere ? await crdFaults(objects.filter((object) => !isTyped(object))) : []),
];
