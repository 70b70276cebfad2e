// What can be known of the VMs without any: that each is given the settings it needs, and no other's credentials.
import { expect, test } from 'bun:test';
import { run } from '../support/run.ts';

// The Vagrantfile's table, without Vagrant.
const script = `
  require 'json'
  module Vagrant; def self.configure(*); end; end
  load 'Vagrantfile'
  puts MACHINES.to_h { |name, machine| [name, settings_of(machine)] }.to_json`;
const handOut = async (env: Record<string, string> = {}): Promise<Record<string, Record<string, string>>> =>
  JSON.parse(await run(['ruby', '-e', script], env));

const withRuby = test.skipIf(!Bun.which('ruby'));

/** The settings that a service's config.ts names; a prefix stands for those of its database. */
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

withRuby.each([
  ['gateway-vm', 'gateway'],
  ['inventory-vm', 'inventory'],
  ['inventory-vm', 'pairing'],
  ['billing-vm', 'billing'],
])('%s is given every setting that %s reads', async (vm, service) => {
  const given = (await handOut())[vm] ?? {};
  const names = await namedBy(service);
  expect(names.length).toBeGreaterThan(3);
  expect(names.filter((name) => given[name] === undefined)).toEqual([]);
});

const bot = { TELEGRAM_BOT_TOKEN: '123456:ABC-DEF', TELEGRAM_WEBHOOK_URL: 'https://mine.example/', PAIRING_BOT_API_KEY: 'mk_x' };

withRuby('with a token for the bot inventory-vm is given every setting that it reads, and no other VM any', async () => {
  const { 'inventory-vm': inventory = {}, ...others } = await handOut({ ...bot, GATEWAY_PORT: '3333' });
  // Who would deliver messages there? And where it keeps its memory is the recipe's to say.
  const names = (await namedBy('pairing/bot')).filter((name) => !['TELEGRAM_WEBHOOK_URL', 'MATINEE_STATE'].includes(name));
  expect(names.length).toBeGreaterThan(8);
  expect(names.filter((name) => inventory[name] === undefined)).toEqual([]);
  expect(inventory).toMatchObject({ GATEWAY_HOST: '192.168.56.10', GATEWAY_PORT: '3333', PAIRING_BOT_API_KEY: 'mk_x' });
  expect(inventory).not.toHaveProperty('TELEGRAM_WEBHOOK_URL');
  expect(JSON.stringify(others)).not.toMatch(/TELEGRAM|PAIRING_BOT/);
});

withRuby('without a token for the bot nobody is given anything of it', async () => {
  expect(JSON.stringify(await handOut({ ...bot, TELEGRAM_BOT_TOKEN: '' }))).not.toMatch(/TELEGRAM|PAIRING_BOT/);
});

withRuby('no VM is given the credentials of another', async () => {
  const { 'gateway-vm': gateway, 'inventory-vm': inventory, 'billing-vm': billing } = await handOut(bot);
  const names = (settings: object = {}) => Object.keys(settings).join(' ');
  expect(names(gateway)).not.toMatch(/DATABASE|POSTGRES/);
  expect(names(inventory)).not.toMatch(/BILLING|RABBITMQ|API_KEYS/);
  expect(names(billing)).not.toMatch(/INVENTORY|PAIRING|API_KEYS/);
});

withRuby('the VMs find each other at their addresses, and the environment wins over .env', async () => {
  const { 'gateway-vm': gateway } = await handOut({ INVENTORY_VM_ADDRESS: '192.168.56.77', RABBITMQ_URL: 'amqp://mine.example' });
  expect(gateway).toMatchObject({ INVENTORY_HOST: '192.168.56.77', RABBITMQ_HOST: '192.168.56.30', RABBITMQ_PORT: '5672' });
  expect(gateway).not.toHaveProperty('RABBITMQ_URL');
});

withRuby('a value that a shell would take apart is refused by name', async () => {
  await expect(handOut({ RABBITMQ_PASSWORD: 'a $b' })).rejects.toThrow('RABBITMQ_PASSWORD: a setting has no quotes');
});
