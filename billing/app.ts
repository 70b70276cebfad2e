import { type Broker, brokerCheck } from '@matinee/runtime/broker';
import { type Database, databaseCheck } from '@matinee/runtime/database';
import { healthResponse, liveResponse } from '@matinee/runtime/health';
import type { Log } from '@matinee/runtime/log';
import { createService } from '@matinee/runtime/service';
import type { Consumer } from './queue/consumer.ts';

type Deps = { sql: Database; broker: Broker; consumer: Consumer; log: Log };

/** Billing's HTTP application: its health, and nothing else. */
export const createApp = ({ sql, broker, consumer, log }: Deps) =>
  createService({ log, idleTimeoutS: 30 })
    .get('/health', () =>
      healthResponse({
        postgresql: () => databaseCheck(sql),
        rabbitmq: () => brokerCheck(broker),
        queue: () => (consumer.subscribed() ? { status: 'ok' } : { status: 'fail', output: 'is not subscribed to' }),
      }),
    )
    .get('/health/live', liveResponse);
