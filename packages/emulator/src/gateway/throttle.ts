import type { Problem } from "../http/answers.ts";
import type { Settings } from "../options/settings.ts";
import type { ThrottleState } from "./throttle-state.ts";

/** Refuses an account that calls too often. The window is fixed: it opens with the first call. */
export interface Throttle {
  refuses(account: string): Problem | undefined;
  state(): ThrottleState;
  restore(state: ThrottleState): void;
}

export function createThrottle({ throttle, clock }: Pick<Settings, "throttle" | "clock">): Throttle {
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
