import { verify } from "@cdn-export/signer";
import type { Account } from "../accounts.ts";
import { headerOf, type RawRequest } from "../http/message.ts";
import type { Settings } from "../options.ts";
import type { Problem } from "../service/answers.ts";
import { createLockout } from "./lockout.ts";

export type Authentication = { account: Account; problem?: never } | { account?: never; problem: Problem };

/** Finds out whose request it is, by its signature or its token, or why that cannot be said. */
export function createAuthenticator({
  accounts,
  clock,
  ...settings
}: Settings): (request: RawRequest) => Promise<Authentication> {
  const byAk = new Map(accounts.map((account) => [account.ak, account]));
  const now = () => clock.now();
  const lockout = createLockout({ ...settings, now });

  return async (request) => {
    const authorization = headerOf(request, "authorization");
    const token = headerOf(request, "x-auth-token");
    if (authorization === undefined && token !== undefined) {
      const account = accounts.find(({ authToken }) => authToken === token);
      return account === undefined ? refused("decrypt token fail") : checkDomainId(account, request);
    }

    const ak = ACCESS.exec(authorization ?? "")?.[1] ?? "";
    if (lockout.isLocked(ak)) return refused("AK access failed to reach the limit,forbidden");
    const verdict = await verify(request, (name) => byAk.get(name), { now });
    const account = byAk.get(verdict.ok ? verdict.ak : ak);
    if (!verdict.ok) {
      if (account !== undefined) lockout.failed(ak);
      return { problem: verdict };
    }
    if (account === undefined) return refused("verify aksk signature fail");
    lockout.succeeded(account.ak);
    if (account.securityToken === undefined && headerOf(request, "x-security-token") !== undefined) {
      // In what words a token beside a permanent key is refused is not known.
      return refused("verify security token fail");
    }
    return checkDomainId(account, request);
  };
}

const ACCESS = /Access=([^\s,]+)/;

/** `X-Domain-Id` may be left out, as SDKs do with an endpoint; which answer a wrong one gets is not known. */
function checkDomainId(account: Account, request: RawRequest): Authentication {
  const domainId = headerOf(request, "x-domain-id");
  if (domainId === undefined || domainId === account.domainId) return { account };
  return { problem: { code: "APIGW.0310", message: "X-Domain-Id is not the account of the key" } };
}

function refused(reason: string): Authentication {
  return { problem: { code: "APIGW.0301", message: `Incorrect IAM authentication information: ${reason}` } };
}
