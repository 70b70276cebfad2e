import { parseArgs } from 'node:util';

export type Options = { users: number; rate: number; seconds: number; gateway: boolean; scenarios: boolean };

/** `[--users 64] [--rate 3000] [--seconds 4] [--gateway] [--scenarios]`; see scripts/bench.sh. @throws for anything else */
export const readOptions = (args: string[]): Options => {
  const { values } = parseArgs({
    args,
    options: {
      users: { type: 'string', default: '64' },
      rate: { type: 'string', default: '3000' },
      seconds: { type: 'string', default: '4' },
      gateway: { type: 'boolean', default: false },
      scenarios: { type: 'boolean', default: false },
    },
  });
  return { ...values, users: Number(values.users), rate: Number(values.rate), seconds: Number(values.seconds) };
};
