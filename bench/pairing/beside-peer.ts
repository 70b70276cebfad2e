// Each step beside the plain Flask service (peers/flask/pairing.py).
import { wrkSide } from '../load/wrk.ts';
import { perRound } from '../measure/rounds.ts';
import { spread } from '../measure/spread.ts';
import { type Side, slowPeer, takeTurns } from '../measure/turns.ts';
import { createPeerDatabase, startFlask } from '../peers/flask.ts';
import type { Platform } from '../platform.ts';
import type { Results } from '../report/results.ts';
import { fill, perStep, type Step, stepRequests } from './steps.ts';

const peerDatabase = 'bench_pairing';

/** @returns the top rate of each step */
export const measureBesidePeer = async (results: Results, platform: Platform): Promise<Record<Step, number>> => {
  const env = { DATABASE_URL: await createPeerDatabase(peerDatabase) };
  const flask = await startFlask('pairing', env);
  results.section('The steps of pairing as fast as they come, 64 connections, at the services themselves');
  const PostgreSQL = await platform.postgresPid();
  const top: Record<Step, number> = { create: 0, query: 0, pair: 0 };
  const tally = { errors: 0 };
  const { pairingPort, pairingDatabase } = platform;
  const pairing = await platform.pidOf('pairing_app');
  const compare = (step: Step) => {
    const side = (port: number, pid: number, database: string, tokens: number): Side => ({
      ...wrkSide(stepRequests(step, port, database), tally, { service: pid, PostgreSQL }),
      prepare: async () => {
        if (step !== 'create') await fill(database, tokens);
      },
    });
    const sides = {
      ours: side(pairingPort, pairing, pairingDatabase, 45_000),
      flask: side(flask.port, flask.pid, peerDatabase, 3000),
    };
    return takeTurns(sides, slowPeer);
  };
  const steps = { create: await compare('create'), query: await compare('query'), pair: await compare('pair') };
  for (let round = 0; round < 3; round++) for (const step of perStep) await steps[step].playRound();
  for (const step of perStep) {
    const { rates } = steps[step];
    results.line(`${step}: pairing`, rates.ours, 'requests/s');
    results.line(`${step}: Flask's own server`, rates.flask, 'requests/s');
    results.ratio(`${step}: pairing : Flask's own server`, perRound(rates.ours.values, rates.flask.values), { atLeast: 30 });
    top[step] = spread(rates.ours.values).median;
  }
  await flask.stop();
  results.amount('steps of pairing: errors', tally.errors, '', { atMost: 0 });
  return top;
};
