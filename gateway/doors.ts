import { refusalOf } from './answer.ts';
import { createDoor, type DoorDeps } from './door.ts';
import { type HttpServer, type ListenSettings, listen } from './http/server.ts';

export type Doors = Pick<HttpServer, 'port' | 'renew' | 'stop'> & {
  /**
   * Stops: health says so first, for `graceMs` in which requests are still served, each answer asking its client to leave; then the
   * port is closed, new requests are refused, and it settles once the requests in hand are answered.
   */
  close: (graceMs: number) => Promise<void>;
  isClosing: () => boolean;
};

/** Listens, and lets requests in by the door. */
export const openDoors = (deps: DoorDeps, settings: ListenSettings): Doors => {
  const door = createDoor(deps);
  let closing = false;
  const server = listen({
    ...settings,
    handle: door.handle,
    refusal: refusalOf,
    onError: (err) => deps.log.error({ err }, 'a request failed in a way that nobody has thought of'),
  });
  return {
    port: server.port,
    renew: server.renew,
    stop: server.stop,
    isClosing: () => closing,
    close: async (graceMs) => {
      closing = true;
      server.drain();
      await Bun.sleep(graceMs);
      server.close();
      door.shut();
      await door.empty();
      await server.closed();
      server.stop();
    },
  };
};
