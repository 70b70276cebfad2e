// The routes' descriptions; ./routes.ts has the routes.
import { Party, pollIntervalS } from '@matinee/contracts/tokens';
import { bodyProblems, deleted, invalidQuery, json, parameters, problems } from '@matinee/runtime/openapi/operation';
import { Type } from '@sinclair/typebox';
import { OnBehalfOf, WaitParameters } from './parameters.ts';

const Code = Type.String({ description: 'The code, in any case, with or without dashes and spaces.', examples: ['BCDF-GHJK'] });
const onBehalfOf = parameters('header', OnBehalfOf);
const tokenParameters = [...parameters('path', Type.Object({ token: Code })), ...onBehalfOf];
const unpaired = { token: 'BCDF-GHJK', entity_1: 'chat:42', entity_2: null, expires_at: '2026-11-21T12:15:00.000Z' };

const unavailable = problems({ 503: 'The database is unavailable, or too many requests are waiting for it.' });
const noToken = { ...problems({ 404: 'No token has this code.' }), ...unavailable };
const expired = problems({ 410: 'The token has expired, or too many others have tried to pair it.' });
const guesses = {
  reason: 'This client, or the person whom it names, asked for too many tokens that do not exist.',
  type: 'urn:matinee:problem:too_many_guesses',
};
const badPerson = problems({ 400: 'X-On-Behalf-Of is invalid.' });
const badRequest = {
  ...bodyProblems(Party, 'entity'),
  ...problems({ 400: 'The body is not valid JSON in UTF-8, or X-On-Behalf-Of is invalid.' }),
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
    ...badRequest,
    ...unavailable,
  },
};

export const getToken = {
  operationId: 'getToken',
  summary: 'Read a token',
  description:
    'Returns the token. With `wait` the response is sent as soon as the token is paired, deleted or expired, or when the time is over: repeat the request ' +
    `until \`entity_2\` is set. Without \`wait\` an unpaired token may be read every ${pollIntervalS} s; sooner requests get 429 \`slow_down\`.`,
  parameters: [...tokenParameters, ...parameters('query', WaitParameters)],
  responses: {
    200: json('The token.', 'Token'),
    ...badPerson,
    ...noToken,
    ...expired,
    ...invalidQuery(WaitParameters, 'wait'),
    ...problems({
      429: {
        reason: `The token was read less than ${pollIntervalS} s ago (\`slow_down\`). Or: ${guesses.reason} (\`too_many_guesses\`)`,
        type: 'urn:matinee:problem:slow_down',
      },
    }),
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
    ...badRequest,
    ...noToken,
    ...expired,
    ...problems({ 409: 'Another party has paired the token, or the party is the one that it was created for.', 429: guesses }),
  },
};

export const deleteToken = {
  operationId: 'deleteToken',
  summary: 'Delete a token',
  description: 'Deletes the token and its pairing. Every holder of the code can do so.',
  parameters: tokenParameters,
  responses: { 200: deleted('The token is deleted.'), ...badPerson, ...noToken, ...problems({ 429: guesses }) },
};
