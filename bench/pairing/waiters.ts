// What waiting costs, and how soon a pairing reaches who waits for it.
import { connectAsAdmin } from '@matinee/tests/support/database';
import { until } from '@matinee/tests/support/wait';
import { memoryMb } from '../measure/memory.ts';
import type { Platform } from '../platform.ts';
import type { Results } from '../report/results.ts';
import { connect } from './connection.ts';

const count = 2000;

export const measureWaiters = async (
  results: Results,
  { pm2, pidOf, pairingPort: port, pairingDatabase: database }: Platform,
) => {
  await pm2('restart', 'pairing_app');
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
  const pid = await pidOf('pairing_app');
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
  results.section(`${count} requests that wait for a pairing`);
  results.amount('from the pairing request to its waiter', delays, 'ms', { atMost: 50 });
  results.amount('waiting requests: more memory', during.memory - before.memory, 'MB', { atMost: 100 });
  results.amount('waiting requests: connections that listen', during.listening, '', { atMost: 1 });
  results.amount('waiting requests: more connections to PostgreSQL', during.all - before.all, '', { atMost: 1 });
};
