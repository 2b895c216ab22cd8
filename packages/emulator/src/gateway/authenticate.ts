import { verify } from "@cdn-export/signer";
import type { Problem } from "../http/answers.ts";
import { headerOf, type RawRequest } from "../http/message.ts";
import type { Account } from "./accounts.ts";
import type { Lockout } from "./lockout.ts";

/** The headers that identify the account of a request. */
export const CREDENTIAL_HEADERS: readonly string[] = ["authorization", "x-auth-token", "x-security-token"];

export type Authentication = { account: Account; problem?: never } | { account?: never; problem: Problem };

/** Finds the account of a request by its signature or token, or the reason to refuse it. `now` is compared with its date. */
export type Authenticate = (request: RawRequest, now: number) => Promise<Authentication>;

export function createAuthenticator(accounts: readonly Account[], lockout: Lockout): Authenticate {
  const byAk = new Map(accounts.map((account) => [account.ak, account]));
  const findSecret = (ak: string) => byAk.get(ak);

  function byToken(token: string): Authentication {
    const account = accounts.find(({ authToken }) => authToken === token);
    return account === undefined ? refused("decrypt token fail") : { account };
  }

  async function bySignature(authorization: string, request: RawRequest, now: number): Promise<Authentication> {
    const algorithm = OTHER_ALGORITHM.exec(authorization)?.[0];
    if (algorithm !== undefined) {
      return refused(`the request is signed with ${algorithm}. The emulator checks SDK-HMAC-SHA256 only`);
    }
    const ak = ACCESS.exec(authorization)?.[1] ?? "";
    if (lockout.isLocked(ak)) return refused(LOCKED);
    const verdict = await verify(request, findSecret, { now });
    const account = byAk.get(verdict.ok ? verdict.ak : ak);
    if (!verdict.ok) {
      if (account !== undefined) lockout.failed(ak);
      // The response to the wrong signature that locks the key already says so.
      return lockout.isLocked(ak) ? refused(LOCKED) : { problem: verdict };
    }
    if (account === undefined) return refused("verify aksk signature fail");
    lockout.succeeded(account.ak);
    // How the service refuses a token with a permanent key is unknown.
    const hasUnexpectedToken =
      account.securityToken === undefined && headerOf(request, "x-security-token") !== undefined;
    return hasUnexpectedToken ? refused("verify security token fail") : { account };
  }

  return async (request, now) => {
    const authorization = headerOf(request, "authorization");
    const token = headerOf(request, "x-auth-token");
    const found =
      authorization === undefined && token !== undefined
        ? byToken(token)
        : await bySignature(authorization ?? "", request, now);
    return found.account === undefined ? found : checkDomainId(found.account, request);
  };
}

const LOCKED = "AK access failed to reach the limit,forbidden";

/** Such as `SDK-HMAC-SHA256-V11` and `V11-HMAC-SHA256`, which SDKs use with a derived key. */
const OTHER_ALGORITHM = /^(?!SDK-HMAC-SHA256(?![\w-]))[\w-]+-HMAC-[\w-]+/;

const ACCESS = /Access=([^\s,]+)/;

/** `X-Domain-Id` is optional: SDKs with an endpoint don't send it. The response to a wrong one is unknown. */
function checkDomainId(account: Account, request: RawRequest): Authentication {
  const domainId = headerOf(request, "x-domain-id");
  if (domainId === undefined || domainId === account.domainId) return { account };
  return { problem: { code: "APIGW.0310", message: "X-Domain-Id isn't the account of the key" } };
}

function refused(reason: string): Authentication {
  return { problem: { code: "APIGW.0301", message: `Incorrect IAM authentication information: ${reason}` } };
}
