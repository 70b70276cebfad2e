import { wrk } from '../load/wrk.ts';
import type { Side } from '../measure/rounds.ts';
import type { Service } from '../services.ts';

/** Counts the errors of everything that is measured with it. */
export const countingErrors = () => {
  let errors = 0;
  return {
    errors: () => errors,
    /** One film by its id, as fast as it is answered. @param also further processes that work for it */
    rateOf: (
      service: Pick<Service, 'port' | 'pid'>,
      also: Record<string, number> = {},
      script?: string,
      connections = 64,
    ): Side => ({
      measure: async () => {
        const url = `http://127.0.0.1:${service.port}/api/movies/1`;
        const load = await wrk(url, { connections, ...(script && { script }) });
        errors += load.errors;
        return load.rate;
      },
      processes: { hop: service.pid, ...also },
    }),
  };
};
