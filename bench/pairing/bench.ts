// Pairing beside Fastify and node-postgres, and its waiting clients.
import { inTurns, ratios } from '../measure/turns.ts';
import { startPeer } from '../peers/start.ts';
import type { Platform } from '../platform.ts';
import type { Report } from '../report.ts';
import { stepSide, steps } from './tokens.ts';
import { measureWaiters } from './waiters.ts';

export const benchPairing = async (report: Report, platform: Platform): Promise<void> => {
  await measureWaiters(report, platform);
  report.section('The steps of pairing, 64 connections, at the services themselves');
  const fastify = await startPeer('tokens-fastify.mjs', { DATABASE_URL: platform.pairingUrl });
  const PostgreSQL = await platform.postgresPid();
  const pairing = await platform.pidOf('pairing_app');
  for (const step of steps) {
    const rounds = await inTurns(
      5,
      {
        Fastify: stepSide(platform, step, fastify.port, { Fastify: fastify.pid, PostgreSQL }),
        pairing: stepSide(platform, step, platform.pairingPort, { pairing, PostgreSQL }),
      },
      { peers: ['Fastify'] },
    );
    report.rates(step, rounds, 'requests/s');
    report.add(`${step}: pairing : Fastify`, ratios(rounds.pairing, rounds.Fastify));
  }
  await fastify.stop();
};
