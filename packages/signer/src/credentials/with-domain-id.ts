import type { AuthToken, CredentialSource, Credentials } from "../base/credentials.ts";
import { hideSecrets } from "../base/hide-secrets.ts";
import { createSignedFetch } from "../fetch/signed-fetch.ts";
import type { Environment } from "./from-env.ts";

/** Options of `withDomainId`. */
export interface DomainIdOptions {
  /** Base URL of IAM. @default the variable `HUAWEICLOUD_SDK_IAM_ENDPOINT`, or "https://iam.myhuaweicloud.com" */
  readonly iamEndpoint?: string | undefined;
  /** Environment variables. @default process.env */
  readonly env?: Environment | undefined;
  /** The fetch that asks IAM. @default globalThis.fetch, looked up at each call */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** The clock, in milliseconds since 1970. @default Date.now */
  readonly now?: (() => number) | undefined;
}

/**
 * Adds the account ID (domain ID) to credentials that don't have one. For `createSignedFetch`.
 *
 * Asks IAM with one signed GET per access key and remembers the answer. As far as is known, calls of global services
 * work without an account ID, but the documentation asks for it. IAM of the European site (myhuaweicloud.eu) can't be
 * asked: set the ID there.
 *
 * @throws (the promise) Error with one line that names what to set, if IAM doesn't return the ID.
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
      // A failure rejects the calls that wait for it. Later calls ask again.
      domainId.catch(() => known.delete(ak));
    }
    return hideSecrets({ ...credentials, domainId: await domainId });
  };
}

/** Temporary keys change: don't keep every one forever. */
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
    if (typeof id !== "string" || id === "") throw unknown("IAM's answer has none");
    return id;
  } catch (error) {
    if (error instanceof UnknownDomainIdError) throw error;
    throw unknown(
      controller.signal.aborted ? `no answer from IAM within ${TIMEOUT_MS / 1000} s` : "IAM can't be reached",
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
    `the account ID is unknown: ${reason}. Set domainId or HUAWEICLOUD_SDK_DOMAIN_ID (console: My Credentials > Account ID). The European site requires it`,
    cause === undefined ? undefined : { cause },
  );
}
