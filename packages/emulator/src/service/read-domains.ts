import { type Account, DEMO_DOMAINS } from "../accounts.ts";
import type { Settings } from "../options.ts";
import type { Problem } from "./answers.ts";

const MAX_NAME_CHARS = 253;
const NAME = /^(?:\*\.)?(?:[a-z\d_-]{1,63}\.)+[a-z\d-]{2,63}$/i;

/** The domains that `domain_name` means. Left out, it means all (invented). Names compare without case. */
export function readDomains(
  list: string | undefined,
  account: Account,
  { maxDomains }: Pick<Settings, "maxDomains">,
): { names: string[] } | { problem: Problem } {
  const owned = (account.domains ?? DEMO_DOMAINS).map((name) => name.toLowerCase());
  if (list === undefined || list.trim().toLowerCase() === "all") return { names: owned };

  const names = [...new Set(list.split(",").map((name) => name.trim().toLowerCase()))];
  if (names.length > maxDomains) {
    return {
      problem: { code: "CDN.0005", message: `a task takes at most ${maxDomains} domains, not ${names.length}` },
    };
  }
  const malformed = names.find((name) => name.length > MAX_NAME_CHARS || !NAME.test(name));
  if (malformed !== undefined) return domainError(`${shown(malformed)} is not a domain name`);
  const foreign = account.domains && names.find((name) => !owned.includes(name));
  if (foreign !== undefined) return domainError(`${shown(foreign)} is not a domain of this account`);
  return { names };
}

function domainError(reason: string): { problem: Problem } {
  return { problem: { code: "CDN.0201", message: `Domain name error. ${reason}` } };
}

const MAX_SHOWN_CHARS = 80;

function shown(name: string): string {
  return JSON.stringify(name.length > MAX_SHOWN_CHARS ? `${name.slice(0, MAX_SHOWN_CHARS)}...` : name);
}
