import { answers, freePort, start } from '../processes.ts';
import type { Service } from '../services.ts';

/** Starts the quickest upstream there is (static.ts). */
export const startStatic = async (): Promise<Service> => {
  const port = await freePort();
  const ready = answers(`http://127.0.0.1:${port}`);
  return { port, ...(await start(['bun', 'bench/load/static.ts', String(port)], { ready })) };
};
