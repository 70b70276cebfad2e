// Prints N free loopback ports, one per line. Usage: bun scripts/free-ports.ts N
import { createServer } from 'node:net';

const servers = Array.from({ length: Number(process.argv[2] ?? 1) }, () => createServer());
// All ports stay bound until the end, so that none is returned twice.
const ports = await Promise.all(
  servers.map(
    (server) =>
      new Promise<number>((resolve) => server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port))),
  ),
);
for (const server of servers) server.close();
console.log(ports.join('\n'));
