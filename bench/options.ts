import { parseArgs } from 'node:util';

export type Options = ReturnType<typeof readArguments>['options'];

/**
 * `BENCHMARK… [--users 64] [--rate 3000] [--seconds 4] [--gateway] [--scenarios] [--beside COMMIT]`; see scripts/bench.sh.
 * @throws for any other option
 */
export const readArguments = (args: string[]) => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      users: { type: 'string', default: '64' },
      rate: { type: 'string', default: '3000' },
      seconds: { type: 'string', default: '4' },
      gateway: { type: 'boolean', default: false },
      scenarios: { type: 'boolean', default: false },
      beside: { type: 'string' },
    },
  });
  const { users, rate, seconds, ...others } = values;
  return { names: positionals, options: { ...others, users: Number(users), rate: Number(rate), seconds: Number(seconds) } };
};
