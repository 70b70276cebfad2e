import { existsSync, readFileSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';
import { connectAsAdmin } from '@matinee/tests/support/database';
import { run } from '@matinee/tests/support/run';

export type Machine = { processor: string; cores: number; memoryGb: number; system: string; versions: Record<string, string> };

const distribution = (): string =>
  existsSync('/etc/os-release') ? (/^PRETTY_NAME="(.*)"$/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? '') : '';

/** What the numbers were measured on. */
export const machine = async (): Promise<Machine> => {
  const sql = connectAsAdmin();
  const [row] = await sql<[{ version: string }]>`select current_setting('server_version') as version`;
  await sql.end();
  const rabbitmq = (await run(['scripts/services.sh', 'rabbitmqctl', 'version'])).trim();
  return {
    processor: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 1024 ** 3),
    system: `${distribution()}, Linux ${release().replace(/-.*/, '')}`,
    versions: { Bun: Bun.version, PostgreSQL: row.version, RabbitMQ: rabbitmq },
  };
};
