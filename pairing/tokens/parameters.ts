import { longestWaitS } from '@matinee/contracts/tokens';
import { Type } from '@sinclair/typebox';

export const WaitParameters = Type.Object({
  wait: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: longestWaitS,
      description: 'How many seconds to wait for the pairing.',
      examples: [25],
      error: `must be a whole number of seconds from 1 to ${longestWaitS}`,
    }),
  ),
});

/** The values of X-On-Behalf-Of: visible ASCII without the comma, which joins repeated headers. */
export const personPattern = /^[!-+\--~]{1,64}$/;

export const OnBehalfOf = Type.Object({
  'X-On-Behalf-Of': Type.Optional(
    Type.String({
      pattern: personPattern.source,
      description:
        'The person who makes the request, with limits of guesses and polls of their own. ' +
        'Only an API key with the scope `tokens:delegate` may name one; from all others the gateway drops the header.',
      examples: ['telegram:12345'],
    }),
  ),
});
