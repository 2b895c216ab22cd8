import type { Credentials } from "../base/credentials.ts";
import { hideSecrets } from "../base/hide-secrets.ts";
import { NoCredentialsError } from "./no-credentials-error.ts";

/** Options of `credentialsFromMetadata`. */
export interface MetadataOptions {
  /** @default "http://169.254.169.254" */
  readonly endpoint?: string | undefined;
  /** @default globalThis.fetch, looked up at each call */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** The clock, in milliseconds since 1970. @default Date.now */
  readonly now?: (() => number) | undefined;
  /** For each answer. @default 3000 */
  readonly timeoutMs?: number | undefined;
}

/**
 * The temporary access key of the agency that a cloud server (ECS) runs under, from its metadata service.
 *
 * Returns a function for `createSignedFetch`: it keeps the key and renews it when less than 40 minutes are left, with one
 * renewal at a time however many callers wait. While the old key is valid, a failed renewal is no error, and is tried
 * again a minute later.
 *
 * The result shows no secret: see {@link hideSecrets}.
 *
 * @throws (the promise) NoCredentialsError: not on a cloud server, no agency, no answer in time.
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
    // The service hands out the old key for a while: do not ask for each request.
    renewAt = Math.min(Math.max(kept.expiresAt - RENEW_BEFORE_MS, now() + PAUSE_MS), kept.expiresAt);
    return kept.credentials;
  }

  async function readKey(): Promise<TemporaryKey> {
    let answer = await askForKey(await readToken());
    // The token was not taken: try once with a new one. A missing agency is told with the same status.
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
    const timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(), timeoutMs);
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
          ? `no answer within ${timeoutMs / 1000} s: not a cloud server?`
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
/** Older servers have no tokens, and need none. */
const NO_TOKEN_SERVICE = new Set([404, 405, 503]);
const NO_AGENCY = /agency/i;

function parseKey(text: string): TemporaryKey {
  let key: { access?: unknown; secret?: unknown; securitytoken?: unknown; expires_at?: unknown } | undefined;
  try {
    key = JSON.parse(text).credential;
  } catch {
    // Not JSON, then not a key either.
  }
  const { access: ak, secret: sk, securitytoken: securityToken, expires_at } = key ?? {};
  // Six digits of fraction; not every runtime's Date takes them.
  const expiresAt = Date.parse(String(expires_at).replace(/(\.\d{3})\d+/, "$1"));
  if (
    typeof ak !== "string" ||
    typeof sk !== "string" ||
    typeof securityToken !== "string" ||
    Number.isNaN(expiresAt)
  ) {
    throw nothing("the metadata service answered without a whole key");
  }
  return { credentials: hideSecrets({ ak, sk, securityToken }), expiresAt };
}

function nothing(reason: string): NoCredentialsError {
  return new NoCredentialsError([{ link: "ECS metadata", reason }]);
}
