import { expect, test } from 'bun:test';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { run } from '../support/run.ts';
import { skipIf } from '../support/skip.ts';

const root = `${import.meta.dir}/../..`;
const pinned = (await Bun.file(`${root}/.bun-version`).text()).trim();

const { test: linuxTest } = skipIf(process.platform === 'linux' ? '' : 'scripts/install/bun.sh has checksums for Linux only.');

test('the checksums are those of the pinned version', async () => {
  const lines = (await Bun.file(`${root}/scripts/install/bun.sha512`).text()).trim().split('\n');
  const packages = ['bun-linux-x64', 'bun-linux-x64-baseline', 'bun-linux-aarch64'];
  expect(lines.map((line) => line.split('  ')[1])).toEqual(packages.map((name) => `${name}-${pinned}.tgz`));
  for (const line of lines) expect(line).toMatch(/^[0-9a-f]{128} {2}/);
});

linuxTest('a Bun with a wrong checksum is rejected and leaves no file', async () => {
  const checkout = await mkdtemp(`${tmpdir()}/matinee-`);
  const asked: string[] = [];
  const registry = Bun.serve({
    port: 0,
    hostname: '127.0.0.1',
    fetch: ({ url }) => {
      asked.push(new URL(url).pathname);
      return new Response('another program');
    },
  });
  try {
    await cp(`${root}/scripts`, `${checkout}/scripts`, { recursive: true });
    await cp(`${root}/.bun-version`, `${checkout}/.bun-version`);
    const env = ['PATH=/usr/sbin:/usr/bin:/sbin:/bin', `NPM_CONFIG_REGISTRY=${registry.url}`];
    const message = await run(['env', '-i', ...env, `${checkout}/scripts/install/bun.sh`]).catch((error: Error) => error.message);
    expect(message).toContain('exited with 1');
    expect(message).toContain('its checksum is wrong');
    expect(asked).toEqual([expect.stringMatching(new RegExp(`^/@oven/(bun-linux-[^/]+)/-/\\1-${pinned}\\.tgz$`))]);
    expect(await Array.fromAsync(new Bun.Glob('**').scan(`${checkout}/.local`))).toEqual([]);
  } finally {
    await registry.stop();
    await rm(checkout, { recursive: true });
  }
});
