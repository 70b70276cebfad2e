import { type Broker, brokerCheck } from '@matinee/runtime/broker';
import type { Check } from '@matinee/runtime/health';
import type { Upstream } from './upstream/upstream.ts';

type Deps = { inventory: Upstream; pairing: Upstream; broker: Broker; isClosing: () => boolean };

/** The health of what the gateway depends on, and whether it is about to stop. */
export const createChecks = ({ inventory, pairing, broker, isClosing }: Deps) => ({
  gateway: (): Check => (isClosing() ? { status: 'fail', output: 'is about to stop' } : { status: 'ok' }),
  inventory: () => upstreamCheck(inventory),
  pairing: () => upstreamCheck(pairing),
  rabbitmq: () => brokerCheck(broker),
});

const upstreamCheck = async ({ origin, breaker }: Upstream): Promise<Check> => {
  const { ok } = await fetch(`${origin}/health`, { signal: AbortSignal.timeout(1500) });
  if (!ok) return { status: 'fail', output: 'says that it is not healthy' };
  // It has just answered: no request need wait for the breaker to find that out.
  breaker.succeeded();
  return { status: 'ok' };
};
