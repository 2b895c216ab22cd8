import { untilAborted } from "../base/with-deadline.ts";

/**
 * Sends one call at a time until a response isn't a 401, and again after each 401. Calls that wait for a call that gets
 * a 401 get the same response: they would be signed with the same key and clock, and more than five bad signatures in a
 * row lock the AK.
 *
 * @param send - returns responses that several callers can read.
 */
export function singleFlightUntilAuthenticated(send: typeof fetch): typeof fetch {
  let isAuthenticated = false;
  /** The call that is sent alone. Resolves with its response if that is a 401. */
  let probe: Promise<Response | undefined> | undefined;

  /** Remembers whether the response is a 401. */
  const outcome = async (sent: Promise<Response>) => {
    const response = await sent;
    isAuthenticated = response.status !== 401;
    return response;
  };

  async function singleFlight(...[input, init]: Parameters<typeof fetch>): Promise<Response> {
    // If a call hangs, the others wait only until its caller aborts it.
    const wait = <T>(work: Promise<T>) => untilAborted(work, init?.signal);
    while (probe && !isAuthenticated) {
      const refused = await wait(probe);
      if (refused) return refused;
    }
    const sent = outcome(wait(send(input, init)));
    if (isAuthenticated) return sent;
    const current = sent
      .then(
        (response) => (isAuthenticated ? undefined : response),
        () => undefined,
      )
      .finally(() => {
        if (probe === current) probe = undefined;
      });
    probe = current;
    return sent;
  }

  return (input, init) => (isAuthenticated ? outcome(send(input, init)) : singleFlight(input, init));
}
