const root = `${import.meta.dir}/../..`;

/** Runs a command from the project's top folder. @returns its standard output @throws with all its output if it fails */
export const run = async (command: string[], env: Record<string, string> = {}): Promise<string> => {
  const child = Bun.spawn(command, {
    cwd: root,
    env: { ...process.env, ...env },
    stdin: 'ignore',
    stdout: 'pipe',
    stderr: 'pipe',
  });
  const [out, err, code] = await Promise.all([child.stdout.text(), child.stderr.text(), child.exited]);
  if (code !== 0) throw new Error(`${command.join(' ')} exited with ${code}:\n${out}${err}`);
  return out;
};
