// Runs inside a container, by `bun run -`: prints what an unprivileged, read-only container without a shell should not have, and ends with 1.
import { existsSync, readFileSync } from 'node:fs';

const status = readFileSync('/proc/self/status', 'utf8');
const [, options = ''] = /^\S+ \/ \S+ (\S+)/m.exec(readFileSync('/proc/mounts', 'utf8')) ?? [];
const programs = ['apt-get', 'dpkg', 'apk', 'sh', 'bash'].flatMap((name) => [`/bin/${name}`, `/usr/bin/${name}`]);
const faults = [
  process.getuid?.() === 0 && 'is root',
  !/^CapEff:\s+0+$/m.test(status) && 'has capabilities',
  !/^NoNewPrivs:\s+1$/m.test(status) && 'may gain privileges',
  !options.split(',').includes('ro') && 'has a writable root',
  ...programs.map((path) => existsSync(path) && `has ${path}`),
].filter((fault) => fault !== false);
if (faults.length > 0) {
  console.error(faults.join(', '));
  process.exit(1);
}
