import { expect, test } from 'bun:test';
import { openBroker } from '@matinee/tests/support/queue';
import { until } from '@matinee/tests/support/wait';
import { watchDeliveries } from './watch.ts';

test('a subscription that gets none of the ready messages is detected within 3 s', async () => {
  const { channel, queue, send, close } = await openBroker();
  const stopping = new AbortController();
  await channel.assertQueue(queue);
  await send(queue, 'waits');
  const noticed: number[] = [];
  const idle = { ended: stopping.signal, delivered: () => 0, busy: () => false };
  watchDeliveries(channel, queue, idle, async (ready) => void noticed.push(ready));
  await until('the standstill', () => noticed.length > 0, 3);
  stopping.abort();
  expect(noticed).toEqual([1]);
  await close(queue);
});
