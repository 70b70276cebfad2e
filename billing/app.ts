import { type Broker, brokerCheck } from '@matinee/runtime/broker';
import { type Check, healthResponse, liveResponse } from '@matinee/runtime/health';
import type { Log } from '@matinee/runtime/log';
import { createService } from '@matinee/runtime/service';
import type { Consumer } from './queue/consumer.ts';
import type { Failures } from './queue/failures.ts';

type Deps = {
  checkDatabase: () => Promise<Check>;
  broker: Broker;
  consumer: Consumer;
  /** What is retried, by the name of its health check. */
  failures: Record<string, Failures>;
  log: Log;
};

/** Billing's HTTP application: its health, and nothing else. */
export const createApp = ({ checkDatabase, broker, consumer, failures, log }: Deps) =>
  createService({ log, idleTimeoutS: 30 })
    .get('/health', () =>
      healthResponse({
        postgresql: checkDatabase,
        rabbitmq: () => brokerCheck(broker),
        queue: () => (consumer.subscribed() ? { status: 'ok' } : { status: 'fail', output: 'is not subscribed to' }),
        ...Object.fromEntries(Object.entries(failures).map(([name, { check }]) => [name, check])),
      }),
    )
    .get('/health/live', liveResponse);
