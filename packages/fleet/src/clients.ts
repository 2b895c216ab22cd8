// The clients of the accounts, and the errors that concern a whole account.
import type { CdnExportError } from "@cdn-export/api/base-error";
import { lookUp } from "@cdn-export/api/errors";
import {
  ApiError,
  type ClientOptions,
  createExportClient,
  type ExportClient,
  type Lock,
  SignatureError,
} from "@cdn-export/client";
import type { Limiter } from "./limits.ts";
import type { Settings } from "./options.ts";

export interface Clients {
  /** A client for the tasks of one turn: what it knows of tasks is forgotten with the turn. */
  forTurn(account: string, lock: Lock): ExportClient;
  /** A client that waits for tasks and downloads. All jobs of the account share it, so that wrong keys are tried once. */
  forFiles(account: string): ExportClient;
}

/** A shared client is replaced after this time: it remembers each of its jobs. */
const LIFE_MS = 10 * 60_000;

export function createClients({ accounts, client, limits }: Settings, limiter: Limiter): Clients {
  const shared = new Map<string, { client: ExportClient; until: number }>();
  const create = (account: string, lock?: Lock): ExportClient => {
    const { credentials = () => Promise.reject(new Error("no account")) } = accounts[account] ?? {};
    const send = client.fetch ?? ((...call) => fetch(...call));
    const isLimited = limits.callsPerSecond ?? limits.accountCallsPerSecond ?? accounts[account]?.callsPerSecond;
    const limited: typeof fetch = async (input, init) => {
      // A turn reserves its create call before the list call: nothing may wait between the two.
      if (isList(input)) await limiter.calls(account, 1, init?.signal ?? undefined);
      return send(input, init);
    };
    const options: ClientOptions = {
      ...client,
      credentials,
      onWarning: () => {},
      ...(isLimited && { fetch: limited }),
      ...(lock && { lock }),
    };
    return createExportClient(options);
  };
  return {
    forTurn: create,
    forFiles(account) {
      const known = shared.get(account);
      if (known && Date.now() < known.until) return known.client;
      const made = create(account);
      shared.set(account, { client: made, until: Date.now() + LIFE_MS });
      return made;
    },
  };
}

function isList(input: RequestInfo | URL): boolean {
  const url = input instanceof Request ? input.url : String(input);
  const method = input instanceof Request ? input.method : "GET";
  return method === "GET" && new URL(url).pathname.endsWith("/statistics/export-tasks");
}

const REFUSALS = [401, 402, 403, 405];
/** CDN isn't enabled for the account. */
const NOT_ENABLED = "CDN.0114";

/** Whether the service refuses the whole account: wrong keys, arrears, a lock, no permission. */
export function refusesAccount(error: CdnExportError): boolean {
  if (!(error instanceof ApiError)) return false;
  const status = lookUp(error.code)?.status[0] ?? error.status ?? 0;
  return error instanceof SignatureError || error.code === NOT_ENABLED || REFUSALS.includes(status);
}
