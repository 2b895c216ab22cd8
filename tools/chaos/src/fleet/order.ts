// The settings that the driver passes to its processes: accounts, windows, and the addresses of the servers.
import { join } from "node:path";
import { type FleetOptions, folderStore } from "@cdn-export/fleet";
import { type ExportWindow, plan } from "@cdn-export/sync";
import { PROGRAM_HEADER } from "../front.ts";

export interface Order {
  /** The worker's name. */
  name: string;
  postgres: string;
  service: string;
  folder: string;
  accounts: number;
  domains: number;
  /** The first moment of the plan. */
  from: number;
}

/** Times of a service and of workers that are quicker than real ones, so that a run is short. */
export const TIMES = { lease: 10_000, callTimeout: 4000, visibilityTimeout: 4000, runMs: 1000 } as const;

export function keyOf(i: number): { ak: string; sk: string; domainId: string } {
  return { ak: `FLEETAK${i}`, sk: `not-a-secret-${i}`, domainId: String(i + 1).padStart(32, "0") };
}

export function nameOf(i: number): string {
  return `account-${String(i + 1).padStart(2, "0")}`;
}

/** No two accounts share a domain, so that a file of another account is noticed. */
function domainsOf(i: number, count: number): string[] {
  return Array.from({ length: count }, (_, n) => `d${n + 1}.${nameOf(i)}.example.com`);
}

/** The windows of an account up to `to`: what has to be exported, whatever the fleet itself says. */
export function windowsOf({ domains, from }: Order, account: number, to: number): ExportWindow[] {
  return plan({ actions: ["uv"], domains: domainsOf(account, domains), per: "day", from, to });
}

export function optionsOf({ name, postgres, service, folder, accounts, domains, from }: Order): FleetOptions {
  const { lease, callTimeout, visibilityTimeout } = TIMES;
  const indexes = Array.from({ length: accounts }, (_, i) => i);
  return {
    postgres: { url: postgres },
    accounts: Object.fromEntries(indexes.map((i) => [nameOf(i), { credentials: keyOf(i) }])),
    plans: indexes.map((i) => ({
      accounts: [nameOf(i)],
      actions: ["uv"],
      domains: domainsOf(i, domains),
      per: "day",
      from,
    })),
    store: folderStore(join(folder, "store")),
    client: {
      endpoint: service,
      callTimeout,
      visibilityTimeout,
      fetch: (input, init) => {
        const request = new Request(input, init);
        request.headers.set(PROGRAM_HEADER, name);
        return fetch(request);
      },
    },
    lease,
  };
}
