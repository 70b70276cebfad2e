import { type Broker, brokerCheck } from '@matinee/runtime/broker';
import { type Check, healthResponse, liveResponse } from '@matinee/runtime/health';
import type { Log } from '@matinee/runtime/log';
import { createService } from '@matinee/runtime/service';
import type { Consumer } from './queue/consumer.ts';
import type { Failures } from './queue/retry.ts';

type Deps = {
  checkDatabase: () => Promise<Check>;
  broker: Broker;
  consumer: Consumer;
  /** By the name of the health check. */
  failures: Record<string, Failures>;
  log: Log;
};

export const createApp = ({ checkDatabase, broker, consumer, failures, log }: Deps) =>
  createService({ log, idleTimeoutS: 30 })
    .get('/health', () =>
      healthResponse({
        postgresql: checkDatabase,
        rabbitmq: () => brokerCheck(broker),
        queue: () => (consumer.subscribed() ? { status: 'ok' } : { status: 'fail', output: 'not subscribed' }),
        ...Object.fromEntries(Object.entries(failures).map(([name, { check }]) => [name, check])),
      }),
    )
    .get('/health/live', liveResponse);
