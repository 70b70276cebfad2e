import pino from 'pino';

export type Log = pino.Logger;

/** A logger of one JSON line per event on standard output. `name` is the process's, as PM2 knows it. */
export const createLog = (name: string, level: string): Log =>
  pino({
    name,
    level,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    // An error's own properties may hold a query's parameters or a message's content: only these are logged.
    serializers: {
      err: (error: Error & { code?: string }) => ({
        type: error.name,
        code: error.code,
        message: error.message,
        stack: error.stack,
      }),
    },
  });
