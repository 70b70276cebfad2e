import { expect, test } from 'bun:test';
import { parse } from 'dotenv';
import { configs, missingSettings } from './environment.ts';

const root = `${import.meta.dir}/../..`;
// biome-ignore lint/suspicious/noExplicitAny: a Compose file is looked at by many shapes
const { services } = Bun.YAML.parse(await Bun.file(`${root}/compose.yaml`).text()) as { services: Record<string, any> };
const settings = parse(await Bun.file(`${root}/.env`).text());
const own = ['gateway', 'inventory', 'billing', 'pairing', 'bot', 'migrate'];

test.each(Object.keys(services).filter((name) => name in configs))('%s has every setting that it reads', async (name) => {
  const env = Object.entries(services[name].environment).map(([setting, value]) => [
    setting,
    String(value ?? settings[setting] ?? ''),
  ]);
  // Without a token the bot does not start, whatever else is set.
  const token = name === 'bot' ? { TELEGRAM_BOT_TOKEN: '1:a' } : {};
  expect(await missingSettings(name, { ...Object.fromEntries(env), ...token })).toEqual([]);
});

test('only the migrations have the rights of owners and of the administrator', () => {
  for (const name of own.filter((service) => service !== 'migrate'))
    expect(Object.keys(services[name].environment).filter((setting) => /OWNER|ADMIN/.test(setting))).toEqual([]);
  const ofDatabases = Object.keys(services.gateway.environment).filter((setting) => /DATABASE|POSTGRES/.test(setting));
  expect(ofDatabases).toEqual([]);
});

test('each container is read-only, unprivileged and limited', () => {
  for (const service of Object.values(services)) {
    expect(service).toMatchObject({ read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] });
    for (const limit of ['mem_limit', 'cpus', 'pids_limit']) expect(service).toHaveProperty(limit);
  }
});

test('only the port of the gateway is published without a profile', () => {
  const published = Object.entries(services).filter(([, { ports, profiles }]) => ports && !profiles);
  expect(published.map(([name, { ports }]) => [name, ports])).toEqual([
    // biome-ignore lint/suspicious/noTemplateCurlyInString: Compose fills it in
    ['gateway', ['${GATEWAY_HOST}:${GATEWAY_PORT}:${GATEWAY_PORT}']],
  ]);
});

test('the Dockerfile has a target for each process, with health checks for those that have a port', async () => {
  const dockerfile = await Bun.file(`${root}/Dockerfile`).text();
  for (const name of own) expect(dockerfile).toMatch(new RegExp(`^FROM \\w+ AS ${name}$`, 'm'));
  for (const name of ['GATEWAY', 'INVENTORY', 'BILLING', 'PAIRING']) expect(dockerfile).toContain(`"${name}_PORT"]`);
  const version = (await Bun.file(`${root}/.bun-version`).text()).trim();
  expect(dockerfile).toContain(`ARG BUN_IMAGE=oven/bun:${version}-slim`);
});
