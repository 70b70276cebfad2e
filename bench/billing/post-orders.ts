// Posts orders to the gateway at a set rate. Usage: bun bench/billing/post-orders.ts SECONDS RATE [CONNECTIONS]
import { openLoop, summary } from '../load/open-loop.ts';
import { order, platformOf } from '../platform.ts';

const [seconds = 5, rate = 1000, connections = 64] = process.argv.slice(2).map(Number);
const { gatewayPort: port } = platformOf();
const request = `POST /api/billing HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: ${order.length}\r\n\r\n${order}`;

console.log(JSON.stringify(summary(await openLoop({ port, rate, seconds, warmUp: 0.5, connections, next: () => request }))));
process.exit(0);
