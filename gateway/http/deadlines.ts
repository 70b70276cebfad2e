type Timed = {
  /** When it expires, in milliseconds of Date.now(); Infinity for never. */
  deadline: number;
  expire: (now: number) => void;
};

const tickMs = 50;

/** Limits of time for very many things: one timer looks after all of them, where a timer each would cost more than the work does. */
export class Deadlines {
  private readonly watched = new Set<Timed>();
  private readonly timer = setInterval(() => this.tick(), tickMs);

  constructor() {
    this.timer.unref();
  }

  watch(timed: Timed): void {
    this.watched.add(timed);
  }

  forget(timed: Timed): void {
    this.watched.delete(timed);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private tick(): void {
    const now = Date.now();
    for (const timed of this.watched) if (timed.deadline <= now) timed.expire(now);
  }
}
