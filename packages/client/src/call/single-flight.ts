import { untilAborted } from "../base/with-deadline.ts";

/**
 * Sends one call at a time until one is answered with something else than 401, and so again after each 401. Calls that
 * wait for one that is refused get its answer, too: they would be signed with the same key and clock, and more than five
 * bad signatures in a row lock the AK.
 *
 * @param send - gives answers that several may read.
 */
export function singleFlightUntilAuthenticated(send: typeof fetch): typeof fetch {
  let isAuthenticated = false;
  /** The call that goes alone; resolves with its answer when that is a 401. */
  let probe: Promise<Response | undefined> | undefined;

  /** Keeps what the answer tells. */
  const outcome = async (sent: Promise<Response>) => {
    const response = await sent;
    isAuthenticated = response.status !== 401;
    return response;
  };

  async function singleFlight(...[input, init]: Parameters<typeof fetch>): Promise<Response> {
    // Nobody waits for a call that never ends longer than its caller does.
    const wait = <T>(work: Promise<T>) => untilAborted(work, init?.signal);
    while (probe && !isAuthenticated) {
      const refused = await wait(probe);
      if (refused) return refused;
    }
    const sent = outcome(wait(send(input, init)));
    if (isAuthenticated) return sent;
    const own = sent
      .then(
        (response) => (isAuthenticated ? undefined : response),
        () => undefined,
      )
      .finally(() => {
        if (probe === own) probe = undefined;
      });
    probe = own;
    return sent;
  }

  return (input, init) => (isAuthenticated ? outcome(send(input, init)) : singleFlight(input, init));
}
