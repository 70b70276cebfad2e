// The memory and connections of waiting clients, and the delay of their notifications.
import { connectAsAdmin } from '@matinee/tests/support/database';
import { until } from '@matinee/tests/support/wait';
import { memoryMb } from '../measure/processes.ts';
import { quick } from '../options.ts';
import type { Platform } from '../platform.ts';
import type { Report } from '../report.ts';

const count = quick ? 200 : 2000;

export const measureWaiters = async (report: Report, { pm2, pidOf, pairingPort: port, pairingDatabase }: Platform) => {
  report.section(`${count} requests that wait for a pairing`);
  const url = `http://127.0.0.1:${port}`;
  await pm2('restart', 'pairing_app');
  await until('pairing', async () => (await fetch(`${url}/health`)).ok);
  const admin = connectAsAdmin(pairingDatabase);
  const connections = async () =>
    (
      await admin<[{ listening: number; all: number }]>`
        select (count(*) filter (where query ilike 'listen%'))::int as listening, count(*)::int as all
        from pg_stat_activity where datname = ${pairingDatabase} and application_name = 'pairing_app'`
    )[0];
  const send = (method: 'POST' | 'PUT', path: string, entity: string) =>
    fetch(`${url}${path}`, { method, body: JSON.stringify({ entity }), headers: { 'content-type': 'application/json' } });

  const paths: string[] = [];
  for (let i = 0; i < count; i++) {
    const { token } = (await (await send('POST', '/api/tokens', 'screen:42')).json()) as { token: string };
    paths.push(`/api/tokens/${token}`);
  }
  const pid = await pidOf('pairing_app');
  const before = { memory: memoryMb(pid), ...(await connections()) };
  const answers = paths.map(async (path) => {
    const response = await fetch(`${url}${path}?wait=60`);
    const paired = ((await response.json()) as { entity_2: string | null }).entity_2 !== null;
    return { at: performance.now(), paired };
  });
  // Nothing shows from outside that a request waits.
  await Bun.sleep(2000);
  const during = { memory: memoryMb(pid), ...(await connections()) };

  const delays: number[] = [];
  let errors = 0;
  for (const [i, path] of paths.entries()) {
    const start = performance.now();
    const paired = await send('PUT', path, 'phone:77');
    const answer = await answers[i];
    if (!paired.ok || !answer?.paired) errors += 1;
    delays.push((answer?.at ?? Number.NaN) - start);
  }
  await admin.end();
  report.add('from the pairing request to its waiter', delays, 'ms', { atMost: 50 });
  report.add('waiting requests: more memory', during.memory - before.memory, 'MB', { atMost: 100 });
  report.add('waiting requests: connections that listen', during.listening, '', { atMost: 1 });
  report.add('waiting requests: more connections to PostgreSQL', during.all - before.all, '', { atMost: 1 });
  report.add('waiting requests: wrong answers', errors, '', { atMost: 0 });
};
