import { gatewayPlugin } from './request-context.ts';

export type Shutdown = ReturnType<typeof createShutdown>;

export const createShutdown = () => {
  let closing = false;
  const release = new AbortController();
  return {
    isClosing: () => closing,
    /** Aborted when long polls must be answered. */
    signal: release.signal,
    /** From now on health fails, and responses close their connections. */
    announce: () => {
      closing = true;
    },
    releaseWaiting: () => release.abort(),
  };
};

/** Adds `Connection: close` to responses during shutdown; to errors by `closingHeaders`. */
export const shutdownPlugin = ({ isClosing }: Shutdown) =>
  gatewayPlugin('shutdown').onAfterHandle({ as: 'global' }, ({ response, set }) => {
    if (!isClosing()) return;
    if (response instanceof Response) response.headers.set('connection', 'close');
    else set.headers.connection = 'close';
  });

export const closingHeaders = ({ isClosing }: Shutdown): Record<string, string> => (isClosing() ? { connection: 'close' } : {});
