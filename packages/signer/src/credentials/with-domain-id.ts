import type { AuthToken, CredentialSource, Credentials } from "../base/credentials.ts";
import { hideSecrets } from "../base/hide-secrets.ts";
import { createSignedFetch } from "../fetch/signed-fetch.ts";
import type { Environment } from "./from-env.ts";

/** Options of `withDomainId`. */
export interface DomainIdOptions {
  /** @default `HUAWEICLOUD_SDK_IAM_ENDPOINT`, else "https://iam.myhuaweicloud.com" */
  readonly iamEndpoint?: string | undefined;
  /** @default process.env */
  readonly env?: Environment | undefined;
  /** @default globalThis.fetch, looked up at each call */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** The clock, in milliseconds since 1970. @default Date.now */
  readonly now?: (() => number) | undefined;
}

/**
 * Adds the account id (domain id) to credentials that come without: asks IAM for it, with one signed GET for each access
 * key, and remembers it. For `createSignedFetch`.
 *
 * Calls with a plain endpoint work without an account id as far as is known; the documents ask global services' callers
 * for it. The European site (myhuaweicloud.eu) cannot be asked: there it must be given.
 *
 * @throws (the promise) Error in one line if IAM does not tell it, with what to set.
 * @example
 * createSignedFetch(withDomainId(credentialChain()));
 */
export function withDomainId(
  source: CredentialSource,
  options: DomainIdOptions = {},
): () => Promise<Credentials | AuthToken> {
  const known = new Map<string, Promise<string>>();

  return async () => {
    const credentials = typeof source === "function" ? await source() : source;
    if ("authToken" in credentials || credentials.domainId) return credentials;
    const { ak } = credentials;
    let domainId = known.get(ak);
    if (!domainId) {
      if (known.size >= MAX_KNOWN) known.clear();
      domainId = lookUp(credentials, options);
      known.set(ak, domainId);
      // A failure is told to those who wait for it, not to later callers.
      domainId.catch(() => known.delete(ak));
    }
    return hideSecrets({ ...credentials, domainId: await domainId });
  };
}

/** Temporary keys come and go. */
const MAX_KNOWN = 100;
const TIMEOUT_MS = 10_000;

async function lookUp(
  credentials: Credentials,
  { iamEndpoint, env = process.env, fetch, now }: DomainIdOptions,
): Promise<string> {
  const endpoint = iamEndpoint ?? (env.HUAWEICLOUD_SDK_IAM_ENDPOINT || "https://iam.myhuaweicloud.com");
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), TIMEOUT_MS);
  try {
    const url = `${endpoint.replace(/\/+$/, "")}/v3/auth/domains`;
    const response = await createSignedFetch(credentials, { fetch, now })(url, { signal: controller.signal });
    if (!response.ok) {
      const trace = response.headers.get("x-iam-trace-id");
      throw unknown(`IAM answered HTTP ${response.status}${trace ? ` (X-IAM-Trace-Id ${trace})` : ""}`);
    }
    const body = (await response.json().catch(() => undefined)) as { domains?: { id?: unknown }[] } | undefined;
    const id = body?.domains?.[0]?.id;
    if (typeof id !== "string" || id === "") throw unknown("IAM's answer holds none");
    return id;
  } catch (error) {
    if (error instanceof UnknownDomainIdError) throw error;
    throw unknown(
      controller.signal.aborted ? `no answer of IAM within ${TIMEOUT_MS / 1000} s` : "IAM cannot be reached",
      error,
    );
  } finally {
    clearTimeout(timer);
  }
}

class UnknownDomainIdError extends Error {
  override readonly name = "UnknownDomainIdError";
  readonly code = "UNKNOWN_DOMAIN_ID";
}

function unknown(reason: string, cause?: unknown): UnknownDomainIdError {
  return new UnknownDomainIdError(
    `the account id is not known: ${reason}. Give it as domainId or HUAWEICLOUD_SDK_DOMAIN_ID (console: My Credentials > Account ID); for the European site it must be given`,
    cause === undefined ? undefined : { cause },
  );
}
