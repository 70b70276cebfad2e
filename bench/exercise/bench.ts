// Matinee beside a plain Flask, SQLAlchemy and pika version of the same exercise, on the same servers, with the same films.
import { connectAsAdmin } from '@matinee/tests/support/database';
import { billingSide } from '../billing/drain.ts';
import { orders } from '../billing/intake.ts';
import { openQueue } from '../billing/queue.ts';
import { turnMs } from '../billing/turns.ts';
import { additions } from '../catalogue/adding.ts';
import { reads } from '../catalogue/by-id.ts';
import { refill } from '../catalogue/movies.ts';
import { type Requests, wrkSide } from '../load/wrk.ts';
import { perRound } from '../measure/rounds.ts';
import { inTurns, slowPeer, takeTurns } from '../measure/turns.ts';
import type { Platform } from '../platform.ts';
import type { Results } from '../report/results.ts';
import { peerSide } from './drain.ts';
import { peerDatabase, peerQueue, startExercise } from './peer.ts';

/** Copies the films that the peer's table has columns for. */
const copyFilms = async (platform: Platform): Promise<number> => {
  const [from, to] = [connectAsAdmin(platform.inventoryDatabase), connectAsAdmin(peerDatabase)];
  const films = await refill(from, platform);
  const rows = await from<{ title: string; description: string }[]>`select title, description from movies order by id`;
  const [titles, descriptions] = [rows.map(({ title }) => title), rows.map(({ description }) => description)];
  await to`insert into movies (title, description) select * from unnest(${titles}::text[], ${descriptions}::text[])`;
  await to`vacuum analyze movies`;
  for (const sql of [from, to]) await sql.end();
  return films;
};

export const benchExercise = async (results: Results, platform: Platform): Promise<void> => {
  const peer = await startExercise(platform);
  const films = await copyFilms(platform);
  const queue = await openQueue(platform);
  await platform.pm2('stop', 'billing_app');
  const ours = { gateway: await platform.pidOf('gateway_app'), inventory: await platform.pidOf('inventory_app') };
  const theirs = { gateway: peer.gateway.pid, inventory: peer.inventory.pid };
  const errors = { ours: { errors: 0 }, theirs: { errors: 0 } };

  /** The same load at both gateways. */
  const compare = (requests: (port: number) => Requests) =>
    takeTurns(
      {
        ours: wrkSide(requests(platform.gatewayPort), errors.ours, ours),
        theirs: wrkSide(requests(peer.gateway.port), errors.theirs, theirs),
      },
      slowPeer,
    );

  results.section('Through the gateways, 64 connections, beside plain Flask, SQLAlchemy and pika under gunicorn');
  const paths = {
    'a movie by its id': await compare((port) => reads(port, films)),
    '20 films': await compare((port) => ({ port, path: '/api/movies?limit=20' })),
    'a film added': await compare(additions),
    'an order taken': await compare(orders),
  };
  for (let round = 0; round < 3; round++) for (const { playRound } of Object.values(paths)) await playRound();
  for (const [what, { rates }] of Object.entries(paths)) {
    results.line(`${what}: Matinee`, rates.ours, 'requests/s');
    results.line(`${what}: Flask`, rates.theirs, 'requests/s');
    results.ratio(`${what}: Matinee : Flask`, perRound(rates.ours.values, rates.theirs.values));
  }
  await queue.purge();

  const sql = connectAsAdmin(platform.billingDatabase);
  const rates = await inTurns(
    2,
    { theirs: peerSide(queue, peer.startBilling, 1500), ours: billingSide(platform, queue, sql, 60_000) },
    { warmUp: 0, turnMs },
  );
  results.line('waiting orders stored: Matinee', rates.ours, 'orders/s');
  results.line('waiting orders stored: pika', rates.theirs, 'orders/s');
  results.ratio('waiting orders stored: Matinee : pika', perRound(rates.ours.values, rates.theirs.values));
  results.amount('beside Flask: errors of Matinee', errors.ours.errors, '', { atMost: 0 });
  results.amount('beside Flask: errors of Flask', errors.theirs.errors, '', { atMost: 0 });
  await queue.channel.deleteQueue(peerQueue);
  await sql.end();
  await queue.close();
  await platform.pm2('start', 'billing_app');
  for (const service of [peer.gateway, peer.inventory]) await service.stop();
};
