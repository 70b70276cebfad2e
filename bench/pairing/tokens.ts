import { showCode } from '@matinee/contracts/tokens';
import { connectAsAdmin } from '@matinee/tests/support/database';
import { type Requests, wrkSide } from '../load/wrk.ts';
import type { Side } from '../measure/turns.ts';
import type { Platform } from '../platform.ts';

export const steps = ['create', 'query', 'pair'] as const;
export type Step = (typeof steps)[number];

export const creations = (port: number): Requests => ({
  port,
  paths: ['/api/tokens'],
  method: 'POST',
  body: '{"entity":"screen:42"}',
});

/** Replaces all tokens by unpaired ones. @returns their paths */
const fill = async ({ pairingDatabase, env }: Platform, count: number): Promise<string[]> => {
  const sql = connectAsAdmin(pairingDatabase, env);
  await sql`truncate tokens`;
  const rows = await sql<{ code: string }[]>`
    insert into tokens (code, entity_1, expires_at)
    select translate(substr(md5(random()::text), 1, 8), '0123456789abcdef', 'BCDFGHJKLMNPQRST'), 'screen:42', now() + interval '1 hour'
    from generate_series(1, ${count}) on conflict do nothing returning code`;
  await sql`vacuum analyze tokens`;
  await sql.end();
  return rows.map(({ code }) => `/api/tokens/${showCode(code)}`);
};

/** One step at a port. Each measurement has new tokens, more than it can pair. */
export const stepSide = (platform: Platform, step: Step, port: number, processes: Record<string, number>): Side => {
  if (step === 'create') return wrkSide(creations(port), processes);
  const requests: Requests = { port, paths: [], ...(step === 'pair' && { method: 'PUT', body: '{"entity":"phone:77"}' }) };
  return {
    ...wrkSide(requests, processes),
    prepare: async () => {
      requests.paths = await fill(platform, 45_000);
    },
  };
};
