// The limit of taking orders: amqplib alone. Usage: bun bench/billing/publish.ts SECONDS
//   stops itself (SIGSTOP) when it is connected and its code is translated; then publishes, and prints how many were confirmed
import { platformOf } from '../platform.ts';
import { publishOrders } from './publisher.ts';
import { openQueue } from './queue.ts';

const platform = platformOf();
const queue = await openQueue(platform);
await publishOrders(queue, platform, { seconds: 0.5 });
process.kill(process.pid, 'SIGSTOP');
console.log((await publishOrders(queue, platform, { seconds: Number(process.argv[2]) })).confirmed);
process.exit(0);
