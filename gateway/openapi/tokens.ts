// Pairing's operations, which the gateway forwards: there is no route here whose code could describe them.
import { body, json, problem } from './responses.ts';

const tags = ['tokens'];
const tokens = '/api/tokens';
const token = `${tokens}/BCDF-GHJK`;
const free = { token: 'BCDF-GHJK', entity_1: 'chat:42', entity_2: null, expires_at: '2026-11-21T12:15:00.000Z' };
const paired = { ...free, entity_2: 'chat:77', expires_at: '2026-12-21T12:05:00.000Z' };

const code = {
  name: 'token',
  in: 'path',
  required: true,
  description: 'The code, in any case, with or without dashes and spaces.',
  schema: { type: 'string' },
  example: 'BCDF-GHJK',
};

const away = {
  ...problem(
    502,
    'Pairing broke off before it had answered.',
    tokens,
    'Pairing broke off the connection before it had answered.',
  ),
  ...problem(503, 'Pairing or its database is away.', tokens, 'Pairing is away at the moment; try again shortly.'),
  ...problem(504, 'Pairing took too long.', tokens, 'Pairing did not answer within 15 s.'),
};
const unknown = problem(404, 'There is no such token.', token, 'There is no such token.');
const gone = problem(
  410,
  'The token has expired, or strangers have tried to pair it too often.',
  token,
  'This token is no longer valid: it has expired, or was tried too often. Ask for a new one.',
);
const tooOften = (description: string, detail: string, type: string) => problem(429, description, token, detail, { type });
const tooManyGuesses = tooOften(
  'Too many tokens that do not exist were asked for by this client.',
  'Too many tokens that do not exist were asked for from here. Try again in 540 s.',
  'urn:matinee:problem:too_many_guesses',
);
const badBody = (instance: string) => ({
  ...problem(400, 'The body is not JSON.', instance, 'The body is not valid JSON in UTF-8.'),
  ...problem(413, 'The body is too long.', instance, 'The body is longer than 10000 bytes.'),
  ...problem(
    415,
    'The body is of another type than JSON.',
    instance,
    'The body must be JSON: send it with "Content-Type: application/json", not "text/plain".',
  ),
  ...problem(422, 'The body is JSON but names no entity.', instance, 'The body is not of the shape that this operation takes.', {
    errors: [{ path: '/entity', message: 'must be a text of 1 to 256 characters that is not blank' }],
  }),
});

export const tokenOperations = {
  '/api/tokens': {
    post: {
      operationId: 'createToken',
      tags,
      summary: 'Ask for a token',
      description:
        'Makes a token for a party, to be shown to the other one. Nobody has to pair it: after 15 minutes it expires. ' +
        'Whoever has the code can pair, read and delete the token; show it to nobody else.',
      requestBody: body('Party', { entity: 'chat:42' }),
      responses: {
        201: json('The token.', 'Token', free, {
          headers: { Location: { description: 'Where the token is.', schema: { type: 'string' } } },
        }),
        ...badBody(tokens),
        ...away,
      },
    },
  },
  '/api/tokens/{token}': {
    get: {
      operationId: 'getToken',
      tags,
      summary: 'Ask whether a token is paired',
      description:
        'The token as it is. With `wait` the answer comes as soon as it is paired, deleted or expired, and at the latest after that time: ask again until `entity_2` is there. ' +
        'Without `wait`, a token that is not paired may be asked for every 2 s: sooner gets 429 `slow_down`.',
      parameters: [
        code,
        {
          name: 'wait',
          in: 'query',
          required: false,
          description: 'For how many seconds to wait for the pairing.',
          schema: { type: 'integer', minimum: 1, maximum: 60 },
          example: 25,
        },
      ],
      responses: {
        200: json('The token.', 'Token', paired),
        ...unknown,
        ...gone,
        ...problem(422, 'The query makes no sense.', token, 'The query makes no sense to this request.', {
          errors: [{ path: 'wait', message: 'must be a whole number of seconds from 1 to 60' }],
        }),
        ...tooOften(
          'Asked too soon after the last time (`type` ends in `slow_down`), or too many tokens that do not exist were asked for by this client (`too_many_guesses`).',
          'This token was asked for less than 2 s ago. Ask every 2 s, or wait with ?wait=25.',
          'urn:matinee:problem:slow_down',
        ),
        ...away,
      },
    },
    put: {
      operationId: 'pairToken',
      tags,
      summary: 'Pair a token',
      description:
        'Joins a party to the one that the token was made for. Of several that try, exactly one succeeds; the same one again gets the same answer. A pairing lasts 30 days.',
      parameters: [code],
      requestBody: body('Party', { entity: 'chat:77' }),
      responses: {
        200: json('The token, paired.', 'Token', paired),
        ...badBody(token),
        ...unknown,
        ...problem(
          409,
          'Somebody else has paired it, or it is your own.',
          token,
          'This token is paired with somebody else already.',
        ),
        ...gone,
        ...tooManyGuesses,
        ...away,
      },
    },
    delete: {
      operationId: 'deleteToken',
      tags,
      summary: 'Delete a token',
      description: 'Ends the token, and the pairing with it. Both parties may: whoever has the code can.',
      parameters: [code],
      responses: {
        200: json(
          'The token is gone.',
          { type: 'object', properties: { deleted: { type: 'integer' } }, required: ['deleted'] },
          { deleted: 1 },
        ),
        ...unknown,
        ...tooManyGuesses,
        ...away,
      },
    },
  },
};
