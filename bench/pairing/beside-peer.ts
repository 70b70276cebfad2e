// Each step beside the plain Flask service (peers/flask/pairing.py).
import { interleave, perRound, type Side } from '../measure/rounds.ts';
import { spread } from '../measure/spread.ts';
import { createPeerDatabase, startFlask } from '../peers/flask.ts';
import type { Platform } from '../platform.ts';
import type { Results } from '../report/results.ts';
import { fill, perStep, playStep, type Step } from './steps.ts';

const peerDatabase = 'bench_pairing';

/** @returns the top rate of each step */
export const measureBesidePeer = async (results: Results, platform: Platform): Promise<Record<Step, number>> => {
  const env = { DATABASE_URL: await createPeerDatabase(peerDatabase) };
  const flask = await startFlask('pairing', env);
  results.section('The steps of pairing as fast as they come, 64 connections, at the services themselves');
  const PostgreSQL = await platform.postgresPid();
  const top: Record<Step, number> = { create: 0, query: 0, pair: 0 };
  let errors = 0;
  for (const step of perStep) {
    const side = (port: number, pid: number, database: string, tokens: number): Side => {
      let codes = '';
      return {
        prepare: async () => {
          if (step !== 'create') codes = await fill(database, tokens);
        },
        measure: async () => {
          const load = await playStep(step, port, { codes });
          errors += load.errors;
          return load.rate;
        },
        processes: { service: pid, PostgreSQL },
      };
    };
    const rates = await interleave(
      5,
      {
        ours: side(platform.pairingPort, await platform.pidOf('pairing_app'), platform.pairingDatabase, 45_000),
        flask: side(flask.port, flask.pid, peerDatabase, 3000),
      },
      { until: [['ours', 'flask']] },
    );
    results.line(`${step}: pairing`, rates.ours, 'requests/s');
    results.line(`${step}: Flask's own server`, rates.flask, 'requests/s');
    results.ratio(`${step}: pairing : Flask's own server`, perRound(rates.ours.values, rates.flask.values), { atLeast: 30 });
    top[step] = spread(rates.ours.values).median;
  }
  await flask.stop();
  results.amount('steps of pairing: errors', errors, '', { atMost: 0 });
  return top;
};
