// Checks, without VMs, that each gets the settings it needs and no other VM's credentials.
import { expect } from 'bun:test';
import { run } from '../support/run.ts';
import { skipIf } from '../support/skip.ts';

// Evaluates the Vagrantfile's table without Vagrant.
const script = `
  require 'json'
  module Vagrant; def self.configure(*); end; end
  load 'Vagrantfile'
  puts MACHINES.to_h { |name, machine| [name, settings_of(machine)] }.to_json`;
const settingsOfVms = async (env: Record<string, string> = {}): Promise<Record<string, Record<string, string>>> =>
  JSON.parse(await run(['ruby', '-e', script], env));

const { test: rubyTest } = skipIf(
  Bun.which('ruby') ? '' : 'the tests of the Vagrantfile need ruby. Install it, for example by `apt install ruby`.',
);

/** The settings that a service's config.ts reads, with those of its database URL. */
const namedBy = async (service: string) => {
  const config = await Bun.file(`${import.meta.dir}/../../${service}/config.ts`).text();
  const names = [...config.matchAll(/'([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)'/g)].map(([, name]) => String(name));
  if (config.includes('databaseUrl(')) {
    const prefix = service.toUpperCase();
    names.push('POSTGRES_HOST', 'POSTGRES_PORT', `${prefix}_DATABASE_USER`, `${prefix}_DATABASE_PASSWORD`);
  }
  if (config.includes('brokerUrl'))
    names.push('RABBITMQ_HOST', 'RABBITMQ_PORT', 'RABBITMQ_USER', 'RABBITMQ_PASSWORD', 'RABBITMQ_VHOST');
  return names;
};

rubyTest.each([
  ['gateway-vm', 'gateway'],
  ['inventory-vm', 'inventory'],
  ['inventory-vm', 'pairing'],
  ['billing-vm', 'billing'],
])('%s gets every setting that %s reads', async (vm, service) => {
  const given = (await settingsOfVms())[vm] ?? {};
  const names = await namedBy(service);
  expect(names.length).toBeGreaterThan(3);
  expect(names.filter((name) => given[name] === undefined)).toEqual([]);
});

const bot = { TELEGRAM_BOT_TOKEN: '123456:ABC-DEF', TELEGRAM_WEBHOOK_URL: 'https://mine.example/', PAIRING_BOT_API_KEY: 'mk_x' };

rubyTest('with a bot token inventory-vm gets every setting of the bot, and no other VM any', async () => {
  const { 'inventory-vm': inventory = {}, ...others } = await settingsOfVms({ ...bot, GATEWAY_PORT: '3333' });
  // The VM has no public address for a webhook, and the recipe sets MATINEE_STATE.
  const names = (await namedBy('pairing/bot')).filter((name) => !['TELEGRAM_WEBHOOK_URL', 'MATINEE_STATE'].includes(name));
  expect(names.length).toBeGreaterThan(8);
  expect(names.filter((name) => inventory[name] === undefined)).toEqual([]);
  expect(inventory).toMatchObject({ GATEWAY_HOST: '192.168.56.10', GATEWAY_PORT: '3333', PAIRING_BOT_API_KEY: 'mk_x' });
  expect(inventory).not.toHaveProperty('TELEGRAM_WEBHOOK_URL');
  expect(JSON.stringify(others)).not.toMatch(/TELEGRAM|PAIRING_BOT/);
});

rubyTest('without a bot token no VM gets a setting of the bot', async () => {
  expect(JSON.stringify(await settingsOfVms({ ...bot, TELEGRAM_BOT_TOKEN: '' }))).not.toMatch(/TELEGRAM|PAIRING_BOT/);
});

rubyTest('no VM gets the credentials of another', async () => {
  const { 'gateway-vm': gateway, 'inventory-vm': inventory, 'billing-vm': billing } = await settingsOfVms(bot);
  const names = (settings: object = {}) => Object.keys(settings).join(' ');
  expect(names(gateway)).not.toMatch(/DATABASE|POSTGRES/);
  expect(names(inventory)).not.toMatch(/BILLING|RABBITMQ|API_KEYS/);
  expect(names(billing)).not.toMatch(/INVENTORY|PAIRING|API_KEYS/);
});

rubyTest('the VMs find each other at their addresses, and the environment wins over .env', async () => {
  const { 'gateway-vm': gateway } = await settingsOfVms({
    INVENTORY_VM_ADDRESS: '192.168.56.77',
    RABBITMQ_URL: 'amqp://mine.example',
  });
  expect(gateway).toMatchObject({ INVENTORY_HOST: '192.168.56.77', RABBITMQ_HOST: '192.168.56.30', RABBITMQ_PORT: '5672' });
  expect(gateway).not.toHaveProperty('RABBITMQ_URL');
});

rubyTest('a value with shell syntax is rejected, with the name of its setting', async () => {
  await expect(settingsOfVms({ RABBITMQ_PASSWORD: 'a $b' })).rejects.toThrow('RABBITMQ_PASSWORD: a setting has no quotes');
});

rubyTest('a host with the C locale can read .env, which has UTF-8 comments', async () => {
  expect(await settingsOfVms({ LC_ALL: 'C' })).toHaveProperty(['gateway-vm', 'GATEWAY_PORT']);
});
