// That what puts the load on is not what holds it.
import { inTurns } from '../measure/turns.ts';
import type { Results } from '../report/results.ts';
import { openLoop } from './open-loop.ts';
import { startStatic } from './static-server.ts';
import { fastest, wrkSide } from './wrk.ts';

const request = 'GET /api/movies/1 HTTP/1.1\r\nHost: bench\r\n\r\n';
/** Above what any benchmark asks the open loop for. */
const rate = 20_000;

/** Comes last: it compares wrk with the fastest that wrk has measured in the run. */
export const checkLoad = async (results: Results): Promise<void> => {
  results.section('What puts the load on, against a static answer');
  const quickest = fastest();
  const server = await startStatic();
  const tally = { errors: 0 };
  const path = '/api/movies/1';
  const scripted = { script: 'bench/catalogue/read-movie.lua', env: { MOVIES: '36273' } };
  const rates = await inTurns(2, {
    plain: wrkSide({ port: server.port, path }, tally, { server: server.pid }),
    scripted: wrkSide({ port: server.port, ...scripted }, tally, { server: server.pid }),
  });
  results.line('wrk, the same request each time', rates.plain, 'requests/s');
  results.line('wrk, another movie each time', rates.scripted, 'requests/s');
  const { send, close } = await openLoop({ port: server.port, connections: 64, next: () => request });
  const loop = await send({ rate, seconds: 2, warmUp: 1 });
  close();
  results.line(`open loop, asked for ${rate.toLocaleString('en')}/s`, [loop.rate], 'requests/s');
  results.line('its own p50', [loop.p50], 'ms');
  results.line('its own p99', [loop.p99], 'ms');
  if (quickest > 0) {
    const rounds = rates.scripted.values.map((value) => value / quickest);
    results.amount('wrk alone : the fastest that it measured here', rounds, '', { atLeast: 1.2 });
  }
  results.amount('open loop: share of the rate that it was asked for', loop.rate / rate, '', { atLeast: 0.95 });
  await server.stop();
};
