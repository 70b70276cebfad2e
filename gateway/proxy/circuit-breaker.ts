/** Keeps requests from an upstream that fails. Each admitted request ends in exactly one of the three outcomes. */
export type CircuitBreaker = {
  /** @returns 0 for a request that may go, else after how many ms to try again */
  admit: () => number;
  succeeded: () => void;
  failed: () => void;
  /** The request ended without saying anything about the upstream: its client left. */
  abandoned: () => void;
};

type Options = { failures: number; openMs: number; onChange: (state: 'open' | 'closed') => void; now?: () => number };

/**
 * Opens after `failures` in a row; `openMs` later it lets one request at a time through (half-open), of which a success closes it and a
 * failure opens it anew.
 */
export const createCircuitBreaker = ({ failures, openMs, onChange, now = Date.now }: Options): CircuitBreaker => {
  let inARow = 0;
  let openUntil = 0;
  let probing = false;

  return {
    admit: () => {
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
    abandoned: () => {
      probing = false;
    },
  };
};
