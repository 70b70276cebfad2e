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
