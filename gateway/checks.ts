import { type Broker, brokerCheck } from '@matinee/runtime/broker';
import type { Check } from '@matinee/runtime/health';

/** The health of what the gateway depends on. @param inventory its origin @param pairing its origin */
export const createChecks = ({ inventory, pairing, broker }: { inventory: string; pairing: string; broker: Broker }) => ({
  inventory: () => serviceCheck(inventory),
  pairing: () => serviceCheck(pairing),
  rabbitmq: () => brokerCheck(broker),
});

const serviceCheck = async (origin: string): Promise<Check> => {
  const { ok } = await fetch(`${origin}/health`, { signal: AbortSignal.timeout(1500) });
  return ok ? { status: 'ok' } : { status: 'fail', output: 'says that it is not healthy' };
};
