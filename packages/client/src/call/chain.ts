// What every call of the API goes through, from the outside in:
//
//   bounded   by the caller's signal and `callTimeout` (api.ts)
//   proven    the first call goes alone, and a refused signature is told to all that wait (proving.ts)
//   decided   by the body: the service sends errors with HTTP 200 (outcome.ts)
//   paced     `callsPerSecond` (pace.ts)
//   signed    and once more when the clock was off (@cdn-export/signer)
//   counted   whether a create call was sent
//   sent      observed by hooks, failures as errors of the family (transport.ts), by the caller's `fetch`
import { type CredentialSource, createSignedFetch } from "@cdn-export/signer";
import type { Runtime } from "../base/runtime.ts";
import { decided } from "./outcome.ts";
import { type Pace, paced } from "./pace.ts";
import { provingFirst } from "./proving.ts";
import { createTransport, type TransportOptions } from "./transport.ts";

export interface ChainOptions {
  credentials: CredentialSource;
  callsPerSecond: number | undefined;
  pace: Pace;
  runtime: Runtime;
  sending: Omit<TransportOptions, "isForLinks">;
}

export interface Chain {
  fetch: typeof fetch;
  /** Create calls so far. An error doesn't tell whether the request went out before it: hooks fail on both sides. */
  createsSent: () => number;
}

export function createChain({ credentials, callsPerSecond, pace, runtime, sending }: ChainOptions): Chain {
  let creates = 0;
  const send = createTransport({ ...sending, isForLinks: false });
  const counted: typeof fetch = (input, init) => {
    if (init?.method === "POST") creates++;
    return send(input, init);
  };
  const signed = createSignedFetch(credentials, { fetch: counted, now: runtime.now });
  return {
    fetch: provingFirst(decided(paced(signed, callsPerSecond, pace, runtime))),
    createsSent: () => creates,
  };
}
