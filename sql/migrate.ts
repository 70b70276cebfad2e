// Creates the roles and databases on the server of POSTGRES_HOST, then applies the migrations of this folder as the owner role. Safe to
// run again. Without a shell, because the image for it has none. Usage: bun sql/migrate.ts [inventory|billing|pairing]…
import { resolveBinary } from 'dbmate';

const run = async (command: string[], env = {}): Promise<string> => {
  const child = Bun.spawn(command, { env: { ...process.env, ...env }, stdout: 'pipe', stderr: 'inherit' });
  const out = await child.stdout.text();
  if ((await child.exited) !== 0) process.exit(1);
  return out.trim();
};
const script = (name: string, ...args: string[]) => [process.execPath, `${import.meta.dir}/${name}`, ...args];

const services = ['inventory', 'billing', 'pairing'];
const wanted = process.argv.length > 2 ? process.argv.slice(2) : services;
const unknown = wanted.filter((name) => !services.includes(name));
if (unknown.length > 0) {
  console.error(`There are no migrations of ${unknown.join(', ')}. Use ${services.join(', ')}, or no argument for all.`);
  process.exit(2);
}
for (const service of wanted) {
  const prefix = service.toUpperCase();
  if (!process.env[`${prefix}_DATABASE_URL`]) await run(script('provision.ts', prefix));
  const env = { DATABASE_URL: await run(script('owner-url.ts', prefix)) };
  const dbmate = (...args: string[]) => run([resolveBinary(), ...args], env);
  await dbmate('wait');
  await run(script('drop-invalid-indexes.ts'), env);
  const options = [
    '--migrations-dir',
    `${import.meta.dir}/${service}`,
    '--migrations-table',
    'dbmate.migrations',
    '--no-dump-schema',
  ];
  console.error(await dbmate(...options, 'migrate'));
}
