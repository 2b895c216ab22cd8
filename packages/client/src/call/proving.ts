import { untilAborted } from "../base/bounded.ts";

/**
 * Sends one call at a time until one is answered with something else than 401, and so again after each 401. Calls that
 * wait for one that is refused get its answer, too: they would be signed with the same key and clock, and more than five
 * bad signatures in a row lock the AK.
 *
 * @param send - gives answers that several may read.
 */
export function provingFirst(send: typeof fetch): typeof fetch {
  let isProven = false;
  /** The call that goes alone; resolves with its answer when that is a 401. */
  let trial: Promise<Response | undefined> | undefined;

  /** Keeps what the answer tells. */
  const judged = async (sent: Promise<Response>) => {
    const response = await sent;
    isProven = response.status !== 401;
    return response;
  };

  async function prove(...[input, init]: Parameters<typeof fetch>): Promise<Response> {
    // Nobody waits for a call that never ends longer than its caller does.
    const wait = <T>(work: Promise<T>) => untilAborted(work, init?.signal);
    while (trial && !isProven) {
      const refused = await wait(trial);
      if (refused) return refused;
    }
    const sent = judged(wait(send(input, init)));
    if (isProven) return sent;
    const own = sent
      .then(
        (response) => (isProven ? undefined : response),
        () => undefined,
      )
      .finally(() => {
        if (trial === own) trial = undefined;
      });
    trial = own;
    return sent;
  }

  return (input, init) => (isProven ? judged(send(input, init)) : prove(input, init));
}
