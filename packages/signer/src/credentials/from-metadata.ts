import type { Credentials } from "../base/credentials.ts";
import { hideSecrets } from "../base/hide-secrets.ts";
import { NoCredentialsError } from "./no-credentials-error.ts";

/** Options of `credentialsFromMetadata`. */
export interface MetadataOptions {
  /** Base URL of the metadata service. @default "http://169.254.169.254" */
  readonly endpoint?: string | undefined;
  /** The fetch that sends the requests. @default globalThis.fetch, looked up at each call */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** The clock, in milliseconds since 1970. @default Date.now */
  readonly now?: (() => number) | undefined;
}

/**
 * Reads the temporary access key of a cloud server's agency from the metadata service of ECS.
 *
 * Returns a function for `createSignedFetch`. It keeps the key and renews it when less than 40 minutes are left.
 * Concurrent callers share one renewal. If a renewal fails while the old key is still valid, it returns the old key and
 * tries again after a minute.
 *
 * Each request may take three seconds. The credentials print without secrets: see {@link hideSecrets}.
 *
 * @throws (the promise) NoCredentialsError if this isn't a cloud server, if it has no agency, or if no answer arrives
 * in time.
 * @example
 * createSignedFetch(credentialsFromMetadata());
 */
export function credentialsFromMetadata(options: MetadataOptions = {}): () => Promise<Credentials> {
  const now = (): number => (options.now ?? Date.now)();
  let kept: TemporaryKey | undefined;
  let renewAt = Number.NEGATIVE_INFINITY;
  let tokenlessUntil = Number.NEGATIVE_INFINITY;
  let renewal: Promise<Credentials> | undefined;

  return async () => {
    if (kept && now() < renewAt) return kept.credentials;
    renewal ??= renew().finally(() => {
      renewal = undefined;
    });
    return renewal;
  };

  async function renew(): Promise<Credentials> {
    try {
      kept = await readKey();
    } catch (error) {
      if (!kept || now() >= kept.expiresAt) throw error;
    }
    // The service keeps returning the old key for a while: don't ask it at each request.
    renewAt = Math.min(Math.max(kept.expiresAt - RENEW_BEFORE_MS, now() + PAUSE_MS), kept.expiresAt);
    return kept.credentials;
  }

  async function readKey(): Promise<TemporaryKey> {
    let answer = await askForKey(await readToken());
    // 401 means that the token was refused, or that there's no agency. Retry the first case once, with a new token.
    if (answer.status === 401 && !NO_AGENCY.test(answer.text)) answer = await askForKey(await readToken());
    if (answer.status === 404 || NO_AGENCY.test(answer.text)) throw nothing("no agency is configured for this server");
    if (answer.status !== 200) throw nothing(`the metadata service answered HTTP ${answer.status}`);
    return parseKey(answer.text);
  }

  function askForKey(token: string | undefined): Promise<Answer> {
    return ask("/openstack/latest/securitykey", { headers: token === undefined ? {} : { "X-Metadata-Token": token } });
  }

  async function readToken(): Promise<string | undefined> {
    if (now() < tokenlessUntil) return undefined;
    const headers = { "X-Metadata-Token-Ttl-Seconds": String(TOKEN_TTL_SECONDS) };
    const { status, text } = await ask("/meta-data/latest/api/token", { method: "PUT", headers });
    if (status === 200) return text.trim();
    if (!NO_TOKEN_SERVICE.has(status)) throw nothing(`the metadata service refused a token with HTTP ${status}`);
    tokenlessUntil = now() + DAY_MS;
    return undefined;
  }

  async function ask(path: string, init: RequestInit): Promise<Answer> {
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(), TIMEOUT_MS);
    try {
      const url = (options.endpoint ?? ENDPOINT) + path;
      const response = await (options.fetch ?? globalThis.fetch)(url, {
        ...init,
        redirect: "error",
        signal: controller.signal,
      });
      return { status: response.status, text: await response.text() };
    } catch (error) {
      const { code } = (error as { cause?: { code?: unknown } }).cause ?? {};
      throw nothing(
        controller.signal.aborted
          ? `no answer within ${TIMEOUT_MS / 1000} s: not a cloud server?`
          : `cannot be reached${typeof code === "string" ? ` (${code})` : ""}: not a cloud server?`,
      );
    } finally {
      clearTimeout(timer);
    }
  }
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

interface TemporaryKey {
  readonly credentials: Credentials;
  readonly expiresAt: number;
}

const ENDPOINT = "http://169.254.169.254";
const TIMEOUT_MS = 3000;
const TOKEN_TTL_SECONDS = 21_600;
const RENEW_BEFORE_MS = 40 * 60_000;
const PAUSE_MS = 60_000;
const DAY_MS = 24 * 3_600_000;
/** Older servers don't have tokens and don't need them. */
const NO_TOKEN_SERVICE = new Set([404, 405, 503]);
const NO_AGENCY = /agency/i;

function parseKey(text: string): TemporaryKey {
  let key: { access?: unknown; secret?: unknown; securitytoken?: unknown; expires_at?: unknown } | undefined;
  try {
    key = JSON.parse(text).credential;
  } catch {
    // An answer that isn't JSON has no key.
  }
  const { access: ak, secret: sk, securitytoken: securityToken, expires_at } = key ?? {};
  // It has six digits of fraction, which not every runtime's Date accepts.
  const expiresAt = Date.parse(String(expires_at).replace(/(\.\d{3})\d+/, "$1"));
  if (
    typeof ak !== "string" ||
    typeof sk !== "string" ||
    typeof securityToken !== "string" ||
    Number.isNaN(expiresAt)
  ) {
    throw nothing("the metadata service answered without a complete key");
  }
  return { credentials: hideSecrets({ ak, sk, securityToken }), expiresAt };
}

function nothing(reason: string): NoCredentialsError {
  return new NoCredentialsError([{ link: "ECS metadata", reason }]);
}
