// What waiting costs, and how soon a pairing reaches who waits for it.
import { connectAsAdmin } from '@matinee/testing/database';
import { run } from '@matinee/testing/run';
import { until } from '@matinee/testing/wait';
import { connect } from './connection.ts';

const pairingPid = async () => (await run(['scripts/pm2.sh', 'pid', 'pairing_app'])).trim().split('\n').at(-1);
const memoryMb = async (pid: string | undefined) =>
  Number(/VmRSS:\s+(\d+)/.exec(await Bun.file(`/proc/${pid}/status`).text())?.[1]) / 1024;

export const measureWaiters = async ({ port, database, count }: { port: number; database: string; count: number }) => {
  await run(['scripts/pm2.sh', 'restart', 'pairing_app']);
  await until('pairing', async () => (await fetch(`http://127.0.0.1:${port}/health`)).ok);
  const admin = connectAsAdmin(database);
  const connections = async () =>
    (
      await admin<[{ listening: number; all: number }]>`
        select (count(*) filter (where query ilike 'listen%'))::int as listening, count(*)::int as all
        from pg_stat_activity where datname = ${database} and application_name = 'pairing_app'`
    )[0];

  const client = await connect(port);
  const tokens: string[] = [];
  for (let i = 0; i < count; i++) {
    const { body } = await client.send('POST', '/api/tokens', '{"entity":"screen:42"}');
    tokens.push((JSON.parse(body) as { token: string }).token);
  }
  const pid = await pairingPid();
  const before = { memory: await memoryMb(pid), ...(await connections()) };
  const waiters = await Promise.all(tokens.map(() => connect(port)));
  const answers = waiters.map((waiter, i) =>
    waiter.send('GET', `/api/tokens/${tokens[i]}?wait=60`).then(() => performance.now()),
  );
  // Nobody is asked who waits: what is asked last is answered after what was asked before.
  await client.send('GET', `/api/tokens/${tokens.at(-1)}`);
  await Bun.sleep(2000);
  const during = { memory: await memoryMb(pid), ...(await connections()) };

  const delays: number[] = [];
  for (const [i, token] of tokens.entries()) {
    const start = performance.now();
    await client.send('PUT', `/api/tokens/${token}`, '{"entity":"phone:77"}');
    delays.push(((await answers[i]) ?? Number.NaN) - start);
  }
  for (const waiter of [client, ...waiters]) waiter.close();
  await admin.end();
  return {
    memoryMb: during.memory - before.memory,
    listening: during.listening,
    connections: [before.all, during.all] as const,
    delays,
  };
};
