import { wrk } from '../load/wrk.ts';
import type { Side } from '../measure/rounds.ts';
import type { Service } from '../services.ts';

/** Reads one film, again and again, and counts the errors of everything that is measured with it. @param film its path */
export const readingFilm = (film: string) => {
  let errors = 0;
  return {
    errors: () => errors,
    /** As fast as it is answered, 64 connections if no other number is given. @param also further processes that work for it */
    rateOf: (
      service: Pick<Service, 'port' | 'pid'>,
      also: Record<string, number> = {},
      script?: string,
      connections = 64,
    ): Side => ({
      measure: async () => {
        const url = `http://127.0.0.1:${service.port}${film}`;
        const load = await wrk(url, { connections, ...(script && { script }) });
        errors += load.errors;
        return load.rate;
      },
      processes: { hop: service.pid, ...also },
    }),
  };
};
