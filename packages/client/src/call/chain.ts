// The steps of every API call, from the outside in:
//
//   with a deadline      the caller's signal and `callTimeout` (api.ts)
//   one at a time        until a response isn't a 401: bad signatures lock the AK (single-flight.ts)
//   decided by the body  the service sends errors with HTTP 200 (outcome.ts)
//   rate limited         `callsPerSecond` (rate-limit.ts)
//   signed               and signed again when the clock was wrong (@cdn-export/signer)
//   counted              create calls that were sent
//   sent                 by the caller's `fetch`; hooks observe it, and failures become errors of the client (transport.ts)
import { type CredentialSource, createSignedFetch } from "@cdn-export/signer";
import type { Runtime } from "../base/runtime.ts";
import { decided } from "./outcome.ts";
import { type Acquire, rateLimited } from "./rate-limit.ts";
import { singleFlightUntilAuthenticated } from "./single-flight.ts";
import { createTransport, type TransportOptions } from "./transport.ts";

export interface ChainOptions extends TransportOptions {
  callsPerSecond?: number;
}

export interface Chain {
  fetch: typeof fetch;
  /** Create calls sent so far. An error doesn't show whether the request was sent: signing can fail before it. */
  createsSent: () => number;
}

export function createChain(
  options: ChainOptions,
  credentials: CredentialSource,
  acquire: Acquire,
  runtime: Runtime,
): Chain {
  let creates = 0;
  const send = createTransport(options, runtime);
  const counted: typeof fetch = (input, init) => {
    if (init?.method === "POST") creates++;
    return send(input, init);
  };
  const signed = createSignedFetch(credentials, { fetch: counted, now: runtime.now });
  return {
    fetch: singleFlightUntilAuthenticated(decided(rateLimited(signed, options.callsPerSecond, acquire, runtime))),
    createsSent: () => creates,
  };
}
