import { run } from '../support/run.ts';

/** A Kubernetes object, of which the tests look at more than any type tells. */
// biome-ignore lint/suspicious/noExplicitAny: manifests are looked at by many shapes
export type Manifest = { apiVersion: string; kind: string; metadata: { name: string }; [field: string]: any };

const kubectl = process.env.KUBECTL || Bun.which('kubectl');
export const isKubectlHere = kubectl !== null;

/** The objects that Kustomize makes of an overlay. */
export const render = async (overlay: string): Promise<Manifest[]> =>
  Bun.YAML.parse(await run([kubectl ?? '', 'kustomize', `deploy/kubernetes/overlays/${overlay}`])) as Manifest[];

export const nameOf = ({ kind, metadata }: Manifest) => `${kind} ${metadata.name}`;

/** The template of the pods of a Deployment, Job or CronJob. */
export const podOf = ({ kind, spec }: Manifest) =>
  kind === 'CronJob' ? spec.jobTemplate.spec.template : ['Deployment', 'Job'].includes(kind) ? spec.template : undefined;

/** The objects that have pods. */
export const workloads = (objects: Manifest[]) => objects.filter((object) => podOf(object) !== undefined);
