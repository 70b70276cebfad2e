import { longestWaitS, Party, pollIntervalS } from '@matinee/contracts/tokens';
import { bodyProblems, deleted, invalidQuery, json, parameters, problems } from '@matinee/runtime/openapi/operation';
import { Type } from '@sinclair/typebox';
import { personPattern } from './limits.ts';

const wait = Type.Integer({
  minimum: 1,
  maximum: longestWaitS,
  description: 'How many seconds to wait for the pairing.',
  examples: [25],
  error: `must be a whole number of seconds from 1 to ${longestWaitS}`,
});
export const WaitParameters = Type.Object({ wait: Type.Optional(wait) });

const person = Type.String({
  pattern: personPattern.source,
  description:
    'The person who makes the request. Guesses and polls are limited for each person. ' +
    'Only API keys with the scope `tokens:delegate` can name a person; the gateway removes the header from other requests.',
  examples: ['telegram:12345'],
});
const token = Type.String({ description: 'The code, in any case, with or without dashes and spaces.', examples: ['BCDF-GHJK'] });
const onBehalfOf = parameters('header', Type.Object({ 'X-On-Behalf-Of': Type.Optional(person) }));
const tokenParameters = [...parameters('path', Type.Object({ token })), ...onBehalfOf];
const unpaired = { token: 'BCDF-GHJK', entity_1: 'chat:42', entity_2: null, expires_at: '2026-11-21T12:15:00.000Z' };

const invalidPerson = 'X-On-Behalf-Of is invalid.';
const invalidBody = 'The body is not valid JSON in UTF-8, or X-On-Behalf-Of is invalid.';
const unknown = 'No token has this code.';
const expired = 'The token has expired, or other parties tried to pair it too often.';
const unavailable = 'The database is unavailable, or too many requests are waiting for it.';
const tooManyGuesses = {
  reason: 'This client, or the person whom it names, asked for too many tokens that do not exist.',
  type: 'urn:matinee:problem:too_many_guesses',
};
const tooManyReads = {
  reason: `The token was read less than ${pollIntervalS} s ago (\`slow_down\`). Or: ${tooManyGuesses.reason} (\`too_many_guesses\`)`,
  type: 'urn:matinee:problem:slow_down',
};

export const createToken = {
  operationId: 'createToken',
  summary: 'Create a token',
  description:
    'Creates a token for one party, who passes the code to the other party. An unpaired token expires after 15 minutes. ' +
    'Every holder of the code can pair, read and delete the token: keep it secret from others.',
  parameters: onBehalfOf,
  responses: {
    201: json('The new token.', 'Token', { example: unpaired, fields: { Location: 'The path of the token.' } }),
    ...bodyProblems(Party, 'entity'),
    ...problems({ 400: invalidBody, 503: unavailable }),
  },
};

export const getToken = {
  operationId: 'getToken',
  summary: 'Read a token',
  description:
    'Returns the token. With `wait` the response is sent when the token is paired, deleted or expired, or when the time is over. ' +
    'Repeat the request until `entity_2` is set. ' +
    `Without \`wait\` an unpaired token may be read every ${pollIntervalS} s; earlier requests get 429 \`slow_down\`.`,
  parameters: [...tokenParameters, ...parameters('query', WaitParameters)],
  responses: {
    200: json('The token.', 'Token'),
    ...invalidQuery(WaitParameters, 'wait'),
    ...problems({ 400: invalidPerson, 404: unknown, 410: expired, 429: tooManyReads, 503: unavailable }),
  },
};

export const pairToken = {
  operationId: 'pairToken',
  summary: 'Pair a token',
  description:
    'Pairs the token with a second party. If several try, exactly one succeeds; the same party again gets the same response. A pairing lasts 30 days.',
  parameters: tokenParameters,
  responses: {
    200: json('The paired token.', 'Token'),
    ...bodyProblems(Party, 'entity'),
    ...problems({ 400: invalidBody, 404: unknown, 410: expired, 429: tooManyGuesses, 503: unavailable }),
    ...problems({ 409: 'Another party has paired the token, or the party is the one that it was created for.' }),
  },
};

export const deleteToken = {
  operationId: 'deleteToken',
  summary: 'Delete a token',
  description: 'Deletes the token and its pairing. Every holder of the code can do so.',
  parameters: tokenParameters,
  responses: {
    200: deleted('The token is deleted.'),
    ...problems({ 400: invalidPerson, 404: unknown, 429: tooManyGuesses, 503: unavailable }),
  },
};
