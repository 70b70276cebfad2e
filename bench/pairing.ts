// Pairing under load, and beside a plain Flask and SQLAlchemy service that does the same. See scripts/bench.sh.
// Usage: scripts/bench.sh pairing [--users 64] [--rate 3000] [--seconds 10] [--gateway] [--scenarios]
//   --users      who play scenarios one after the other (closed loop)
//   --rate       requests per second, whatever the answers do (open loop)
//   --gateway    through the gateway instead of at pairing's own port
//   --scenarios  only these, without the peer
import { parseArgs } from 'node:util';
import { showCode } from '@matinee/contracts/tokens';
import { parseEnv, port, text } from '@matinee/runtime/env';
import { connectAsAdmin } from '@matinee/testing/database';
import { openLoop as load } from './load/open-loop.ts';
import { wrk } from './load/wrk.ts';
import { peerDatabase, startPeers } from './pairing/peer.ts';
import { printRows, rowsOf, writeReport } from './pairing/report.ts';
import { closedLoop, openLoop } from './pairing/scenarios.ts';
import { measureWaiters } from './pairing/waiters.ts';
import { interleave, line, ratio, spread } from './rounds.ts';

const { values: options } = parseArgs({
  options: {
    users: { type: 'string', default: '64' },
    rate: { type: 'string', default: '3000' },
    seconds: { type: 'string', default: '10' },
    gateway: { type: 'boolean', default: false },
    scenarios: { type: 'boolean', default: false },
  },
});
const settings = parseEnv({
  pairingPort: port('PAIRING_PORT'),
  gatewayPort: port('GATEWAY_PORT'),
  database: text('PAIRING_DATABASE_NAME'),
  state: text('MATINEE_STATE'),
});
const [users, rate, seconds] = [Number(options.users), Number(options.rate), Number(options.seconds)];
const door = options.gateway ? settings.gatewayPort : settings.pairingPort;
const median = (values: number[]) => spread(values).median;
const perStep = ['create', 'query', 'pair'] as const;
let errors = 0;

const scenarios = async () => {
  // The first seconds of a process are spent on translating its code.
  await closedLoop({ port: door, users, seconds: 2 });
  const rows = [
    ...rowsOf(`closed loop, ${users} users, ${seconds} s`, await closedLoop({ port: door, users, seconds })),
    ...rowsOf(`open loop, ${rate} requests/s, ${seconds} s`, await openLoop({ port: door, rate, seconds })),
  ];
  printRows(rows);
  errors += rows.reduce((sum, row) => sum + row.errors, 0);
  return rows;
};

/** Fills a database with tokens that are free, for one round of a step; answers the file with their codes. */
const fill = async (database: string, count: number): Promise<string> => {
  const sql = connectAsAdmin(database);
  const file = `${settings.state}/codes.${database}`;
  const rows = await sql<{ code: string }[]>`
    insert into tokens (code, entity_1, expires_at)
    select translate(substr(md5(random()::text), 1, 8), '0123456789abcdef', 'BCDFGHJKLMNPQRST'), 'screen:42', now() + interval '1 hour'
    from generate_series(1, ${count}) on conflict do nothing returning code`;
  await Bun.write(file, rows.map(({ code }) => showCode(code)).join('\n'));
  await sql.end();
  return file;
};

/** Requests per second of one step at a port, 64 connections, as fast as they come. */
const rateOf = (step: string, port: number, database: string, tokens: number) => async () => {
  const env = { STEP: step, CODES: step === 'create' ? '' : await fill(database, tokens) };
  const result = await wrk(`http://127.0.0.1:${port}`, { seconds: 4, script: 'bench/pairing/step.lua', env });
  errors += result.errors;
  return result.rate;
};

const besidePeer = async () => {
  const { flask, gunicorn } = await startPeers();
  const ratios: Record<string, object> = {};
  console.log('As fast as they come, 64 connections, at the services themselves');
  for (const step of perStep) {
    const rates = await interleave(3, {
      ours: rateOf(step, settings.pairingPort, settings.database, 150_000),
      flask: rateOf(step, flask.port, peerDatabase, 10_000),
      gunicorn: rateOf(step, gunicorn.port, peerDatabase, 10_000),
    });
    const top = median(rates.ours);
    const codes = (await Bun.file(await fill(settings.database, Math.ceil(top * 2.5))).text()).split('\n');
    const calm = await halfRate(step, top / 2, codes);
    line(`${step}: pairing`, rates.ours, 'requests/s');
    line(`${step}: Flask's own server`, rates.flask, 'requests/s');
    line(`${step}: Flask under gunicorn, one worker`, rates.gunicorn, 'requests/s');
    ratio(`${step}: pairing : Flask's own server`, top / median(rates.flask), { atLeast: 30 });
    console.log(
      `  ${`${step}: pairing : Flask under gunicorn`.padEnd(52)} ${(top / median(rates.gunicorn)).toFixed(2).padStart(9)}`,
    );
    line(`${step}: p50 at half the top rate`, calm.p50, 'ms');
    line(`${step}: p99 at half the top rate`, calm.p99, 'ms');
    ratio(`${step}: p99 : p50`, median(calm.p99) / median(calm.p50), { atMost: 5 });
    ratios[step] = { ...rates, halfRate: calm };
  }
  await flask.stop();
  await gunicorn.stop();
  return ratios;
};

/** Latencies of three runs at a rate. Each token is asked for or paired once. */
const halfRate = async (step: string, rate: number, codes: string[]) => {
  const calm = { p50: [] as number[], p99: [] as number[] };
  const request = (method: string, path: string, body: string) =>
    `${method} ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
  let at = 0;
  const next = () => {
    if (step === 'create') return request('POST', '/api/tokens', '{"entity":"screen:42"}');
    const path = `/api/tokens/${codes[at++ % codes.length]}`;
    return step === 'pair' ? request('PUT', path, '{"entity":"phone:77"}') : request('GET', path, '');
  };
  for (let round = 0; round < 3; round++) {
    const result = await load({ port: settings.pairingPort, rate, seconds: 1.5, connections: 64, next });
    errors += result.errors;
    calm.p50.push(result.latency.getValueAtPercentile(50) / 1000);
    calm.p99.push(result.latency.getValueAtPercentile(99) / 1000);
  }
  return calm;
};

const waiting = async () => {
  const count = 2000;
  const { memoryMb, listening, connections, delays } = await measureWaiters({
    port: settings.pairingPort,
    database: settings.database,
    count,
  });
  console.log(`${count} requests that wait for a pairing`);
  line('from the pairing request to its waiter', delays, 'ms');
  ratio('median, ms', median(delays), { atMost: 50 });
  ratio('more memory, MB', memoryMb, { atMost: 100 });
  ratio(`connections that listen (of ${connections[1]}; ${connections[0]} before)`, listening, { atMost: 1 });
  return { count, memoryMb, listening, connections, medianMs: median(delays) };
};

const rows = await scenarios();
const more = options.scenarios ? {} : { waiters: await waiting(), steps: await besidePeer() };
ratio('errors', errors, { atMost: 0 });
await writeReport(settings.state, rows, more);
console.log(`  ${settings.state}/pairing.json, pairing.svg`);
