import { gatewayPlugin } from './request-context.ts';

export type Shutdown = {
  isClosing: () => boolean;
  /** Aborted when requests that wait for something are to be answered at once. */
  signal: AbortSignal;
  /** From now on health fails and each response asks its client to close the connection. */
  announce: () => void;
  releaseWaiting: () => void;
};

export const createShutdown = (): Shutdown => {
  let closing = false;
  const release = new AbortController();
  return {
    isClosing: () => closing,
    signal: release.signal,
    announce: () => {
      closing = true;
    },
    releaseWaiting: () => release.abort(),
  };
};

/** While the gateway closes, every response has `Connection: close`; the service's problems get it from `closingHeaders`. */
export const shutdownPlugin = ({ isClosing }: Shutdown) =>
  gatewayPlugin('shutdown').onAfterHandle({ as: 'global' }, ({ response, set }) => {
    if (!isClosing()) return;
    if (response instanceof Response) response.headers.set('connection', 'close');
    else set.headers.connection = 'close';
  });

export const closingHeaders = ({ isClosing }: Shutdown): Record<string, string> => (isClosing() ? { connection: 'close' } : {});
