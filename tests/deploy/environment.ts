import { parse } from 'dotenv';

const root = `${import.meta.dir}/../..`;
const known = Object.keys(parse(await Bun.file(`${root}/.env`).text()));

/** Where each process reads its settings. */
export const configs: Record<string, string> = {
  gateway: 'gateway/config.ts',
  inventory: 'inventory/config.ts',
  import: 'inventory/config.ts',
  billing: 'billing/config.ts',
  pairing: 'pairing/config.ts',
  bot: 'pairing/bot/config.ts',
};

/** The settings of .env that a process reads and that an environment does not set; what it says when it does not start. */
export const missingSettings = async (name: string, env: Record<string, string>): Promise<string[]> => {
  const child = Bun.spawn([process.execPath, `${root}/tests/deploy/settings.ts`, configs[name] ?? ''], {
    env: { PATH: process.env.PATH, MATINEE_ENV_FILE: '/dev/null', ...env },
    stdout: 'pipe',
    stderr: 'pipe',
  });
  const [out, err, code] = await Promise.all([child.stdout.text(), child.stderr.text(), child.exited]);
  if (code !== 0) return [err];
  // COMMIT is part of the image.
  return (JSON.parse(out) as string[]).filter((setting) => known.includes(setting) && setting !== 'COMMIT');
};
