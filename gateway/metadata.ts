import elysia from 'elysia/package.json';
import root from '../package.json';

export type Metadata = {
  name: string;
  version: string;
  description: string;
  commit: string;
  started_at: string;
  runtime: Record<string, string>;
};

/** What runs here. `commit` is the one that was set, else the checkout's, else "unknown". */
export const createMetadata = (commit: string | undefined): Metadata => ({
  name: root.name,
  version: root.version,
  description: root.description,
  commit: commit ?? commitOfCheckout() ?? 'unknown',
  started_at: new Date().toISOString(),
  runtime: { bun: Bun.version, elysia: elysia.version },
});

const commitOfCheckout = (): string | undefined => {
  try {
    const git = Bun.spawnSync(['git', 'rev-parse', 'HEAD'], { cwd: import.meta.dir, stderr: 'ignore' });
    return git.success ? git.stdout.toString().trim() : undefined;
  } catch {
    // There is no git here.
    return undefined;
  }
};
