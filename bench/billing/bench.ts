// Billing beside what RabbitMQ and amqplib can do alone.
import { connectAsAdmin } from '@matinee/tests/support/database';
import type { Platform } from '../platform.ts';
import type { Results } from '../report/results.ts';
import { measureDrain } from './drain.ts';
import { measureIntake } from './intake.ts';
import { measureLoneOrders } from './lone-order.ts';
import { openQueue } from './queue.ts';

export const benchBilling = async (results: Results, platform: Platform): Promise<void> => {
  const queue = await openQueue(platform);
  const sql = connectAsAdmin(platform.billingDatabase);
  await platform.pm2('stop', 'billing_app');
  await measureIntake(results, platform, queue);
  await queue.purge();
  await measureLoneOrders(results, platform, queue, sql);
  await measureDrain(results, platform, queue, sql);
  await platform.pm2('start', 'billing_app');
  await queue.close();
  await sql.end();
};
