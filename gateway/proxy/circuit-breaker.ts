export type CircuitBreaker = ReturnType<typeof createCircuitBreaker>;

type Options = { failures: number; openMs: number; onChange: (state: 'open' | 'closed') => void; now?: () => number };

/**
 * Opens after `failures` in a row. After `openMs` it is half-open: it admits one request, whose outcome closes or reopens it. Each admitted
 * request reports one outcome.
 */
export const createCircuitBreaker = ({ failures, openMs, onChange, now = Date.now }: Options) => {
  let inARow = 0;
  let openUntil = 0;
  let probing = false;

  return {
    /** @returns 0 if the request may be sent, otherwise the ms to wait */
    admit: (): number => {
      if (inARow < failures) return 0;
      const wait = openUntil - now();
      if (wait > 0) return wait;
      if (probing) return openMs;
      probing = true;
      return 0;
    },
    succeeded: () => {
      if (inARow >= failures) onChange('closed');
      inARow = 0;
      probing = false;
    },
    failed: () => {
      inARow += 1;
      probing = false;
      if (inARow < failures) return;
      if (inARow === failures) onChange('open');
      openUntil = now() + openMs;
    },
    /** The client closed the connection, which says nothing about the upstream. */
    abandoned: () => {
      probing = false;
    },
  };
};
