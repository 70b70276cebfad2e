import { describe, expect, test } from 'bun:test';
import { configs, missingSettings } from './environment.ts';
import { isKubectlHere, type Manifest, nameOf, podOf, render, workloads } from './manifests.ts';
import { areCrdsHere, crdFolder, schemaFaults } from './schemas.ts';

if (!isKubectlHere) console.warn('Skipped: there is no kubectl; see scripts/install/kubectl.sh.');
if (!areCrdsHere)
  console.warn(`Not checked: objects of operators. Their definitions are not in ${crdFolder}; see scripts/install/crds.sh.`);

const overlays = isKubectlHere ? { local: await render('local'), production: await render('production') } : {};
const production = overlays.production ?? [];

const find = (objects: Manifest[], kind: string, name: string) =>
  structuredClone(objects.find((object) => nameOf(object) === `${kind} ${name}`) as Manifest);
const namesOf = (objects: Manifest[], kind: string) =>
  objects.filter((object) => object.kind === kind).map(({ metadata }) => metadata.name);

describe.skipIf(!isKubectlHere).each(Object.entries(overlays))('the overlay %s', (_, objects) => {
  test('has only objects that are valid against strict schemas', async () => {
    expect(await schemaFaults(objects)).toEqual([]);
  });

  test.each(workloads(objects).map((object) => [nameOf(object), object] as const))(
    '%s has no rights and has limits',
    (_, object) => {
      const { spec } = podOf(object);
      expect(spec).toMatchObject({
        automountServiceAccountToken: false,
        enableServiceLinks: false,
        securityContext: { runAsNonRoot: true, runAsUser: 65532, seccompProfile: { type: 'RuntimeDefault' } },
      });
      for (const container of spec.containers) {
        expect(container.securityContext).toEqual({
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        });
        for (const resource of ['cpu', 'memory'])
          for (const bound of ['requests', 'limits']) expect(container.resources[bound]).toHaveProperty(resource);
        expect(container.image).toMatch(/:[\w.-]+$/);
        expect(container.image).not.toEndWith(':latest');
      }
    },
  );

  test('each service has probes, is spread over nodes, and keeps a pod during disruptions', () => {
    for (const name of ['gateway', 'inventory', 'billing', 'pairing']) {
      const { spec } = podOf(find(objects, 'Deployment', name));
      expect(spec.containers[0]).toMatchObject({
        startupProbe: { httpGet: { path: '/health/live' } },
        livenessProbe: { httpGet: { path: '/health/live' } },
        readinessProbe: { httpGet: { path: name === 'gateway' ? '/health/live' : '/health' } },
      });
      expect(spec.topologySpreadConstraints).toHaveLength(2);
      for (const { labelSelector } of spec.topologySpreadConstraints)
        expect(labelSelector.matchLabels).toEqual({ 'app.kubernetes.io/name': name });
      expect(find(objects, 'PodDisruptionBudget', name).spec.selector.matchLabels).toEqual({ 'app.kubernetes.io/name': name });
    }
  });

  test('traffic is denied by default, each pod has a policy, and only the gateway is open', () => {
    const policies = objects.filter(({ kind }) => kind === 'NetworkPolicy');
    const everything = policies.find(({ metadata }) => metadata.name === 'default-deny');
    expect(everything?.spec).toMatchObject({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
    expect(everything?.spec.ingress).toBeUndefined();
    const names = policies.map(({ metadata }) => metadata.name);
    for (const object of workloads(objects)) expect(names).toContain(object.metadata.name);
    const isOpen = ({ spec }: Manifest) => (spec.ingress ?? []).some(({ from }: { from?: unknown }) => from === undefined);
    expect(policies.filter(isOpen).map(({ metadata }) => metadata.name)).toEqual(['gateway']);
    for (const { spec } of objects.filter(({ kind }) => kind === 'Service')) expect(spec.type ?? 'ClusterIP').toBe('ClusterIP');
  });

  test('there is no Secret, and no value of one', () => {
    expect(namesOf(objects, 'Secret')).toEqual([]);
    const isSecret = (name: string) => /PASSWORD|SECRET|ACCESS_KEY|API_KEY|BOT_TOKEN|(DATABASE|RABBITMQ)(_OWNER)?_URL/.test(name);
    for (const { data } of objects.filter(({ kind }) => kind === 'ConfigMap'))
      for (const [name, value] of Object.entries(data)) if (isSecret(name)) expect([name, value]).toEqual([name, '']);
    const literals = workloads(objects).flatMap((object) => podOf(object).spec.containers[0].env);
    for (const { name, value } of literals) if (isSecret(name)) expect([name, value]).toEqual([name, undefined]);
  });

  const processes = workloads(objects).filter(({ metadata }) => metadata.name in configs);
  test.each(processes.map((object) => [object.metadata.name, object] as const))(
    '%s has every setting that it reads',
    async (name, object) => {
      const [container] = podOf(object).spec.containers;
      const settings = objects.find(
        ({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === container.envFrom[0].configMapRef.name,
      );
      // The shape of a key and of a token is checked; any other secret may be anything.
      const secrets: Record<string, string> = { API_KEYS: '', TELEGRAM_BOT_TOKEN: '1:a', PAIRING_BOT_API_KEY: '' };
      const own = container.env.map((entry: { name: string; value?: string }) => [
        entry.name,
        entry.value ?? secrets[entry.name] ?? 'x',
      ]);
      expect(await missingSettings(name, { ...settings?.data, ...Object.fromEntries(own) })).toEqual([]);
    },
  );

  test('the roles and databases of the settings are those of the database clusters', () => {
    const { data } = objects.find(({ kind }) => kind === 'ConfigMap') as Manifest;
    for (const [prefix, cluster] of [
      ['INVENTORY', 'movies-db'],
      ['BILLING', 'billing-db'],
      ['PAIRING', 'pairing-db'],
    ] as const) {
      const { bootstrap, managed } = find(objects, 'Cluster', cluster).spec;
      expect(bootstrap.initdb.database).toBe(data[`${prefix}_DATABASE_NAME`]);
      expect(managed.roles.map(({ name }: { name: string }) => name)).toEqual([data[`${prefix}_DATABASE_USER`]]);
    }
  });
});

describe.skipIf(!isKubectlHere)('production', () => {
  test('confirms no commit that is on one instance only, and no message that is on one node only', () => {
    for (const cluster of ['movies-db', 'billing-db', 'pairing-db'])
      expect(find(production, 'Cluster', cluster).spec).toMatchObject({
        instances: 3,
        postgresql: { synchronous: { method: 'any', number: 1, dataDurability: 'required', failoverQuorum: true } },
        affinity: { podAntiAffinityType: 'required' },
      });
    const { spec } = find(production, 'RabbitmqCluster', 'rabbitmq');
    expect(spec.replicas).toBe(3);
    expect(spec.rabbitmq.additionalConfig).toContain('cluster_partition_handling = pause_minority');
    expect(production.find(({ kind }) => kind === 'ConfigMap')?.data.BILLING_QUEUE_TYPE).toBe('quorum');
    expect(namesOf(production, 'ScheduledBackup')).toEqual(namesOf(production, 'Cluster'));
  });

  test('scales gateway and inventory by load and billing by its queue, never to zero, and sets no replicas beside', () => {
    expect(namesOf(production, 'HorizontalPodAutoscaler').sort()).toEqual(['gateway', 'inventory']);
    const { spec } = find(production, 'ScaledObject', 'billing');
    expect(spec.minReplicaCount).toBeGreaterThan(0);
    expect(spec.triggers.map(({ type }: { type: string }) => type)).toEqual(['prometheus']);
    for (const name of ['gateway', 'inventory', 'billing'])
      expect(find(production, 'Deployment', name).spec.replicas).toBeUndefined();
  });

  test('asks for API keys', () => {
    const { env } = podOf(find(production, 'Deployment', 'gateway')).spec.containers[0];
    expect(env.find(({ name }: { name: string }) => name === 'API_KEYS').valueFrom.secretKeyRef.optional).toBe(false);
  });
});

describe.skipIf(!isKubectlHere)('the schemas refuse', () => {
  const broken = (kind: string, name: string, change: (object: Manifest) => void) => {
    const object = find(production, kind, name);
    change(object);
    return schemaFaults([object]);
  };

  test('a misspelt field of a container', async () => {
    const faults = await broken('Deployment', 'gateway', (object) => {
      podOf(object).spec.containers[0].imge = 'x';
    });
    expect(faults).toEqual([expect.stringMatching(/Deployment gateway: .*imge/)]);
  });

  test('a number as text', async () => {
    const faults = await broken('Deployment', 'pairing', (object) => {
      object.spec.replicas = '3';
    });
    expect(faults).toEqual([expect.stringContaining("Type 'string' is not assignable to type 'number'")]);
  });

  test('a misspelt field of a monitor', async () => {
    const faults = await broken('ServiceMonitor', 'rabbitmq', (object) => {
      object.spec.endpoints[0].intervall = '15s';
    });
    expect(faults).toEqual([expect.stringMatching(/ServiceMonitor rabbitmq: .*intervall/)]);
  });

  test.skipIf(!areCrdsHere)('misspelt fields and wrong types of the operators’ objects', async () => {
    expect(
      await broken('Cluster', 'billing-db', ({ spec }) => {
        spec.postgresql.synchronos = spec.postgresql.synchronous;
      }),
    ).toEqual([expect.stringContaining('"additionalProperty":"synchronos"')]);
    expect(
      await broken('RabbitmqCluster', 'rabbitmq', ({ spec }) => {
        spec.replicas = '3';
      }),
    ).toEqual([expect.stringContaining('/spec/replicas must be integer')]);
    expect(
      await broken('ScaledObject', 'billing', ({ spec }) => {
        spec.minReplicas = 1;
      }),
    ).toEqual([expect.stringContaining('"additionalProperty":"minReplicas"')]);
    expect(
      await broken('HTTPRoute', 'gateway', ({ spec }) => {
        spec.rules[0].backendRefs[0].prot = 3000;
      }),
    ).toEqual([expect.stringContaining('"additionalProperty":"prot"')]);
  });
});
