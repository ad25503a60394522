/** A clock that stands still until a test moves it. */
export interface TestClock {
  clock: () => Date;
  /** The same clock as milliseconds. */
  now: () => number;
  advance(seconds: number): void;
}

export function clockAt(iso: string): TestClock {
  let time = Date.parse(iso);
  return {
    clock: () => new Date(time),
    now: () => time,
    advance: (seconds) => {
      time += seconds * 1_000;
    },
  };
}
