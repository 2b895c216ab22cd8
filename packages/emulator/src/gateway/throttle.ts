import type { Clock } from "../base/clock.ts";
import type { Problem } from "../http/answers.ts";

/** Throttles an account that calls too often. The window is fixed and starts with the first call. */
export interface Throttle {
  refuses(account: string): Problem | undefined;
  state(): ThrottleState;
  restore(state: ThrottleState): void;
}

export interface ThrottleOptions {
  /** How many calls an account may make per `perMs` milliseconds; `undefined` for no limit. */
  throttle: { calls: number; perMs: number } | undefined;
  clock: Pick<Clock, "now">;
}

/** For each account, when its window opened and the calls in it. */
export type ThrottleState = readonly (readonly [account: string, window: { opened: number; calls: number }])[];

export function createThrottle({ throttle, clock }: ThrottleOptions): Throttle {
  let windows = new Map<string, { opened: number; calls: number }>();
  return {
    refuses(account) {
      if (throttle === undefined) return undefined;
      const now = clock.now();
      const last = windows.get(account);
      const window = last !== undefined && now < last.opened + throttle.perMs ? last : { opened: now, calls: 0 };
      windows.set(account, window);
      window.calls++;
      if (window.calls <= throttle.calls) return undefined;
      const message = `The throttling threshold has been reached: policy user over ratelimit,limit:${throttle.calls}`;
      return { code: "APIGW.0308", message };
    },
    state: () => structuredClone([...windows]),
    restore(state) {
      windows = new Map(structuredClone([...state]));
    },
  };
}
