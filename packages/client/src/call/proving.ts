import { untilAborted } from "./bounded.ts";

/**
 * Sends one call at a time until one is answered with something else than 401. A clock that is off, or a wrong key, is
 * found out with one bad signature then, not with as many as there are jobs: more than
 * five in a row lock the AK.
 */
export function provingFirst(send: typeof fetch): typeof fetch {
  let isProven = false;
  let trial: Promise<void> | undefined;

  return async (input, init) => {
    // Nobody waits for a call that never ends longer than its caller does.
    const wait = <T>(work: Promise<T>) => untilAborted(work, init?.signal);
    while (trial && !isProven) await wait(trial);
    if (isProven) return send(input, init);
    let end = () => {};
    trial = new Promise((resolve) => {
      end = resolve;
    });
    try {
      const response = await wait(send(input, init));
      isProven = response.status !== 401;
      return response;
    } finally {
      trial = undefined;
      end();
    }
  };
}
