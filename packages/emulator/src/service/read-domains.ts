import { type Account, DEMO_DOMAINS } from "../gateway/accounts.ts";
import type { Problem } from "../http/answers.ts";
import type { Settings } from "../options/settings.ts";

const MAX_NAME_CHARS = 253;
const ASCII_NAME = /^(?:\*\.)?(?:[\w-]{1,63}\.)+[\w-]{2,63}$/;
/** Letters of any script are valid: whether the service requires punycode is unknown. */
const NAME = /^(?:\*\.)?(?:(?:[\w-]|(?!\s)\P{ASCII}){1,63}\.)+(?:[\w-]|(?!\s)\P{ASCII}){2,63}$/u;

/** The domains in `domain_name`, separated by commas. A missing list means all (invented). Names are case-insensitive. */
export function readDomains(
  list: string | undefined,
  account: Account,
  { maxDomains }: Pick<Settings, "maxDomains">,
): { names: string } | { problem: Problem } {
  const owned = ownedBy(account);
  if (list === undefined || list.trim().toLowerCase() === "all") return { names: owned.all };

  const names = [...new Set(list.split(",").map((name) => name.trim().toLowerCase()))];
  if (names.length > maxDomains) {
    return {
      problem: { code: "CDN.0005", message: `a task has at most ${maxDomains} domains, not ${names.length}` },
    };
  }
  const malformed = names.find((name) => name.length > MAX_NAME_CHARS || !(ASCII_NAME.test(name) || NAME.test(name)));
  if (malformed !== undefined) return domainError(`${shown(malformed)} isn't a domain name`);
  const foreign = account.domains && names.find((name) => !owned.names.has(name));
  if (foreign !== undefined) return domainError(`${shown(foreign)} isn't a domain of this account`);
  return { names: names.join() };
}

interface Owned {
  names: ReadonlySet<string>;
  all: string;
}

const ownedDomains = new WeakMap<Account, Owned>();

function ownedBy(account: Account): Owned {
  const cached = ownedDomains.get(account);
  if (cached) return cached;
  const list = (account.domains ?? DEMO_DOMAINS).map((name) => name.toLowerCase());
  const owned = { names: new Set(list), all: list.join() };
  ownedDomains.set(account, owned);
  return owned;
}

function domainError(reason: string): { problem: Problem } {
  return { problem: { code: "CDN.0201", message: `Domain name error. ${reason}` } };
}

const MAX_SHOWN_CHARS = 80;

function shown(name: string): string {
  return JSON.stringify(name.length > MAX_SHOWN_CHARS ? `${name.slice(0, MAX_SHOWN_CHARS)}...` : name);
}
