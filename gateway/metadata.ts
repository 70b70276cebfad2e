import elysia from 'elysia/package.json';
import root from '../package.json';

export type Metadata = ReturnType<typeof createMetadata>;

/** The running version. @param commit overrides the commit of the checkout */
export const createMetadata = (commit: string | undefined) => ({
  name: root.name,
  version: root.version,
  description: root.description,
  commit: commit ?? commitOfCheckout() ?? 'unknown',
  started_at: new Date().toISOString(),
  runtime: { bun: Bun.version, elysia: elysia.version },
});

const commitOfCheckout = (): string | undefined => {
  if (!Bun.which('git')) return undefined;
  const git = Bun.spawnSync(['git', 'rev-parse', 'HEAD'], { cwd: import.meta.dir, stderr: 'ignore' });
  return git.success ? git.stdout.toString().trim() : undefined;
};
