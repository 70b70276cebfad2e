// Posts orders to the gateway at a set rate. Usage: bun bench/post-orders.ts SECONDS RATE [CONNECTIONS]
import { openLoop, summary } from './load/open-loop.ts';
import { order, settings } from './platform.ts';

const [seconds = 5, rate = 1000, connections = 64] = process.argv.slice(2).map(Number);
const request = `POST /api/billing HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: ${order.length}\r\n\r\n${order}`;

const load = await openLoop({ port: settings.gatewayPort, rate, seconds, connections, next: () => request });
console.log(JSON.stringify(summary(load)));
process.exit(0);
