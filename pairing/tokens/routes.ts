import { Party, pollIntervalS, readCode, showCode, Token } from '@matinee/contracts/tokens';
import type { ClientAddressOf } from '@matinee/runtime/client-address';
import { readJson } from '@matinee/runtime/json';
import { Problem } from '@matinee/runtime/problem';
import { createQueryReader } from '@matinee/runtime/query';
import { Elysia } from 'elysia';
import * as docs from './documentation.ts';
import { clientsBehind, createPolls, type Guesses, tooMany, unknownToken } from './limits.ts';
import type { Row, Tokens } from './queries.ts';
import type { Waiters } from './waiters.ts';

export type TokenDeps = { tokens: Tokens; waiters: Waiters; guesses: Guesses; gateways: ClientAddressOf };

const tooEarly = `This token was read less than ${pollIntervalS} s ago. Use ?wait=25 to wait for the pairing.`;

const parse = ({ request }: { request: Request }) => readJson(request, 10_000);
const readQuery = createQueryReader(docs.WaitParameters);

/** Tokens under /api/tokens. Every holder of a code may read, pair and delete its token. */
export const tokenRoutes = ({ tokens, waiters, guesses, gateways }: TokenDeps) => {
  const pollDelayMs = createPolls(pollIntervalS * 1000);
  const clientOf = clientsBehind(gateways);

  /** Reads a token when it is paired or ends, at the latest after `waitS`. */
  const awaited = async (client: string, written: string, waitS: number, signal: AbortSignal): Promise<Row> => {
    // Subscribes before the lookup, so that no pairing in between is missed.
    using waiter = waiters.enter(readCode(written) ?? '');
    const row = await guesses(client, written, tokens.find);
    if (row.entity_2 !== null || !row.valid) return row;
    // The token expires by the database's clock; 20 ms make up for an early timer.
    await waiter.wait(Math.min(waitS * 1000, row.left_ms + 20), signal);
    const current = await tokens.find(row.code);
    if (!current) throw unknownToken();
    return current;
  };

  /** @throws Problem 404, 409 or 410 */
  const pair = async (client: string, written: string, entity: string): Promise<Row> => {
    const row = await guesses(client, written, async (code) => (await tokens.pair({ code, entity })) ?? tokens.find(code));
    valid(row);
    if (row.entity_2 === entity) return row;
    if (row.entity_1 === entity) throw new Problem(409, 'This token is your own. The other party must pair it.');
    if (row.settled) await tokens.countWrongTry(row.code);
    throw new Problem(409, 'This token is already paired with another party.');
  };

  return new Elysia({ prefix: '/api/tokens', normalize: false, tags: ['tokens'] })
    .model({ Party, Token })
    .onAfterHandle(({ set }) => {
      set.headers['cache-control'] = 'no-store';
    })
    .derive(({ request, server }) => ({ client: clientOf(request, server) }))
    .post(
      '/',
      async ({ body, set }) => {
        const token = toToken(await tokens.create(body.entity));
        set.status = 201;
        set.headers.location = `/api/tokens/${token.token}`;
        return token;
      },
      { body: 'Party', parse, detail: docs.createToken },
    )
    .get(
      '/:token',
      async ({ params, request, client }) => {
        const { wait: waitS } = readQuery(request.url);
        if (waitS !== undefined) return toToken(valid(await awaited(client, params.token, waitS, request.signal)));
        const row = valid(await guesses(client, params.token, tokens.find));
        // Clients poll for the pairing only: reads of a paired token are not limited.
        const delayMs = row.entity_2 === null ? pollDelayMs(`${client} ${row.code}`) : 0;
        if (delayMs > 0) throw tooMany('slow_down', tooEarly, delayMs);
        return toToken(row);
      },
      { detail: docs.getToken },
    )
    .put('/:token', async ({ params, body, client }) => toToken(await pair(client, params.token, body.entity)), {
      body: 'Party',
      parse,
      detail: docs.pairToken,
    })
    .delete(
      '/:token',
      async ({ params, client }) => {
        await guesses(client, params.token, tokens.remove);
        return { deleted: 1 };
      },
      { detail: docs.deleteToken },
    );
};

/** @throws Problem 410 */
const valid = (row: Row): Row => {
  if (row.valid) return row;
  throw new Problem(410, 'This token has expired, or other parties tried to pair it too often. Create a new token.');
};

const toToken = ({ code, entity_1, entity_2, expires_at }: Row): Token => ({
  token: showCode(code),
  entity_1,
  entity_2,
  expires_at: expires_at.toISOString(),
});
