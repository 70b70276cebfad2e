import { type Broker, brokerCheck } from '@matinee/runtime/broker';
import type { Check } from '@matinee/runtime/health';

/** The health of what the gateway depends on. @param inventory its origin */
export const createChecks = ({ inventory, broker }: { inventory: string; broker: Broker }) => ({
  inventory: async (): Promise<Check> => {
    const { ok } = await fetch(`${inventory}/health`, { signal: AbortSignal.timeout(1500) });
    return ok ? { status: 'ok' } : { status: 'fail', output: 'says that it is not healthy' };
  },
  rabbitmq: () => brokerCheck(broker),
});
