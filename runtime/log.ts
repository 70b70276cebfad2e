import pino from 'pino';

export type Log = pino.Logger;

/** A logger with one JSON line per event on standard output. @param name the name of the PM2 process */
export const createLog = (name: string, level: string): Log =>
  pino({
    name,
    level,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    // Other properties of an error may contain query parameters or message content.
    serializers: {
      err: ({ name, code, message, stack }: Error & { code?: string }) => ({ type: name, code, message, stack }),
    },
  });
