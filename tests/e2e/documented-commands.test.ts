// The shell commands of the README and of docs/ run as written, without Bun on the PATH, and everything that the pages name exists.
import { beforeAll, expect, test } from 'bun:test';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { healthy } from '../support/platform.ts';

const root = join(import.meta.dir, '../..');
const pages = ['README.md', 'CONTRIBUTING.md', ...(await Array.fromAsync(new Bun.Glob('docs/*.md').scan(root)))].sort();
const textOf = (page: string) => Bun.file(join(root, page)).text();

/** Commands that are not run, with the reason. */
const notRun: [RegExp, string][] = [
  [/^(MODEL_\w+=\d+ )*\.\/scripts\/(test|bench|faults|fuzz)\.sh/, 'takes minutes, on a platform of its own'],
  [/^\.\/matinee bun run (lint|types)/, 'scripts/test.sh runs it as a check'],
  [/^vagrant |vm-check\.sh|^export API_KEYS/, 'needs the VMs'],
  [/^sudo /, 'runs in a VM'],
  [/^docker |containers-check\.sh/, 'needs a Docker engine; scripts/containers-check.sh runs the same'],
  [/^kubectl |^overlay=|^deploy\/kubernetes/, 'needs a Kubernetes cluster, and must not change the current one'],
  [/https:/, 'needs the internet'],
  [/server\.ts\)/, 'runs until Ctrl-C'],
  [/^TELEGRAM_BOT_TOKEN=/, 'needs a token of Telegram'],
  [/^GATEWAY_PORT=4000/, 'restarts the platform on another port'],
  [/\$key/, 'needs a gateway with API keys'],
];

/** The commands of a page's shell blocks, by block. An indented line belongs to the command before it. */
const blocksOf = (text: string): string[][] =>
  [...text.matchAll(/^```sh\n(.*?)^```/gms)].map(([, block = '']) =>
    block.split(/\n(?! )/).filter((command) => command && !command.startsWith('#')),
  );

const isRun = (command: string) => !notRun.some(([pattern]) => pattern.test(command));

const ports: [string, string | undefined][] = [
  ['3000', process.env.GATEWAY_PORT],
  ['8081', process.env.BILLING_PORT],
];

const run = async (commands: string[]) => {
  const script = ports.reduce(
    (text, [port, ours]) => text.replaceAll(`127.0.0.1:${port}`, `127.0.0.1:${ours}`),
    ['set -euo pipefail', 'curl() { command curl -sS --fail-with-body "$@"; }', ...commands].join('\n'),
  );
  const PATH = (process.env.PATH ?? '').split(':').filter((folder) => !folder.startsWith(root));
  const child = Bun.spawn(['bash', '-c', script], {
    cwd: root,
    env: { ...process.env, PATH: PATH.join(':') },
    // The answer to `dead-letters purge`.
    stdin: new Blob(['y\n']),
    stdout: 'pipe',
    stderr: 'pipe',
  });
  const [out, err, code] = await Promise.all([child.stdout.text(), child.stderr.text(), child.exited]);
  return { code, said: `${script}\n${out}${err}` };
};

beforeAll(healthy);

test.each(pages)('the commands of %s run', async (page) => {
  for (const block of blocksOf(await textOf(page))) {
    const commands = block.filter(isRun);
    if (commands.length === 0) continue;
    const { code, said } = await run(commands);
    if (code !== 0) throw new Error(said);
  }
});

test('each reason not to run a command is still needed', async () => {
  const commands = (await Promise.all(pages.map(textOf))).flatMap(blocksOf).flat();
  expect(commands.length).toBeGreaterThan(30);
  expect(notRun.filter(([pattern]) => !commands.some((command) => pattern.test(command)))).toEqual([]);
});

test.each(pages)('scripts, files and links of %s exist', async (page) => {
  const text = await textOf(page);
  const files = [
    ...[...text.matchAll(/\.\/(?:scripts\/[\w/-]+\.sh|matinee)\b/g)].map(([path]) => path),
    ...[...text.matchAll(/`([a-z][\w-]*\/[\w./-]+\.\w+)`/g)].map(([, path = '']) => path),
  ];
  expect(files.filter((path) => !existsSync(join(root, path)))).toEqual([]);

  const links = [...text.matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)/g)];
  for (const [link, path = '', anchor] of links) {
    const target = path ? join(dirname(page), path) : page;
    expect([link, existsSync(join(root, target))]).toEqual([link, true]);
    if (anchor) expect([link, anchorsOf(await textOf(target)).includes(anchor)]).toEqual([link, true]);
  }
});

/** GitHub's anchors of the headings. */
const anchorsOf = (text: string) =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\w\s-]/g, '')
      .replace(/\s/g, '-'),
  );
