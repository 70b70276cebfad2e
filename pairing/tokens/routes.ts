import { Party, pollIntervalS, readCode, showCode, Token } from '@matinee/contracts/tokens';
import type { ClientAddressOf } from '@matinee/runtime/client-address';
import { readJson } from '@matinee/runtime/json';
import { Problem } from '@matinee/runtime/problem';
import { createQueryReader } from '@matinee/runtime/query';
import { Elysia } from 'elysia';
import { clientsBehind } from './clients.ts';
import * as docs from './documentation.ts';
import type { Guesses } from './guesses.ts';
import { WaitParameters } from './parameters.ts';
import { createPolls } from './polls.ts';
import type { Row, Tokens } from './queries.ts';
import type { Waiters } from './waiters.ts';

type Deps = { tokens: Tokens; waiters: Waiters; guesses: Guesses; gateways: ClientAddressOf };

const parse = ({ request }: { request: Request }) => readJson(request, 10_000);
const readQuery = createQueryReader(WaitParameters);

/** Tokens under /api/tokens. Whoever holds a token's code may read it, pair it while it is free, and delete it. */
export const tokenRoutes = ({ tokens, waiters, guesses, gateways }: Deps) => {
  const tooSoonMs = createPolls(pollIntervalS * 1000);
  const clientOf = clientsBehind(gateways);

  /** The token of a code, or a wrong guess of this client. @throws Problem 404 */
  const known = async <T>(client: string, written: string, look: (code: string) => Promise<T | undefined>): Promise<T> => {
    const code = readCode(written);
    const found = await guesses(client, async () => (code === undefined ? undefined : look(code)));
    return found ?? unknownToken();
  };

  /** The token as soon as it is decided, or as it is when the time is over. */
  const awaited = async (client: string, written: string, waitS: number, signal: AbortSignal): Promise<Row> => {
    // Listens before it looks: what happens in between is not missed.
    const waiter = waiters.enter(readCode(written) ?? '');
    let row: Row;
    try {
      row = await known(client, written, tokens.find);
      if (row.entity_2 !== null || !row.valid) return row;
      // A little longer than it lives: a timer may be early, and it is the database's clock that ends it.
      await waiter.wait(Math.min(waitS * 1000, row.left_ms + 20), signal);
    } finally {
      waiter.leave();
    }
    return (await tokens.find(row.code)) ?? unknownToken();
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
        const row = valid(await known(client, params.token, tokens.find));
        // A token that is paired is an answer, not a poll in vain.
        const tooSoon = row.entity_2 === null ? tooSoonMs(`${client} ${row.code}`) : 0;
        if (tooSoon > 0) throw slowDown(tooSoon);
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
        await known(client, params.token, async (code) => (await tokens.remove(code)) || undefined);
        return { deleted: 1 };
      },
      { detail: docs.deleteToken },
    );

  /** @throws Problem 404, 409 (it is another's, or one's own) or 410 */
  async function pair(client: string, written: string, entity: string): Promise<Row> {
    const row = await known(client, written, async (code) => (await tokens.pair({ code, entity })) ?? tokens.find(code));
    valid(row);
    if (row.entity_2 === entity) return row;
    if (row.entity_1 === entity) throw new Problem(409, 'This token is your own: the other party is to pair it.');
    if (row.settled) await tokens.countWrongTry(row.code);
    throw new Problem(409, 'This token is paired with somebody else already.');
  }
};

const unknownToken = (): never => {
  throw new Problem(404, 'There is no such token.');
};

/** @throws Problem 410 */
const valid = (row: Row): Row => {
  if (!row.valid)
    throw new Problem(410, 'This token is no longer valid: it has expired, or was tried too often. Ask for a new one.');
  return row;
};

const toToken = ({ code, entity_1, entity_2, expires_at }: Row): Token => ({
  token: showCode(code),
  entity_1,
  entity_2,
  expires_at: expires_at.toISOString(),
});

const slowDown = (ms: number) =>
  new Problem(
    429,
    `This token was asked for less than ${pollIntervalS} s ago. Ask every ${pollIntervalS} s, or wait with ?wait=25.`,
    {
      type: 'urn:matinee:problem:slow_down',
      headers: { 'retry-after': String(Math.ceil(ms / 1000)) },
    },
  );
