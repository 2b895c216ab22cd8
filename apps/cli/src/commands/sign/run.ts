import { createHash } from "node:crypto";
import { type Credentials, canonicalRequest, isSecretName, sdkDate, sign, stringToSign } from "@cdn-export/signer";
import { credentialChain } from "@cdn-export/signer/node";
import type { ConnectionOptions } from "../../flags/common-flags.ts";
import { suggestion } from "../../flags/values.ts";
import type { Run } from "../../shared/command.ts";
import { endpointUrl } from "../../shared/endpoint.ts";
import { readInput, STDIN } from "../../shared/input.ts";
import { createMasker } from "../../shared/secrets.ts";
import { CredentialsError, UsageError } from "../../terminal/errors.ts";
import type { Session } from "../../terminal/session.ts";
import { curlLine, HEADER_VARIABLES } from "./curl-line.ts";

interface SignOptions extends ConnectionOptions {
  header?: string[];
  data?: string;
  dataFile?: string;
  date?: string;
  curl?: boolean;
  canonical?: boolean;
}

const METHODS = ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"];
/** Advice for secret headers, which must not be flags. */
const SECRET_HEADERS: Readonly<Record<string, string>> = {
  "x-security-token": "set HUAWEICLOUD_SDK_SECURITY_TOKEN instead, which is sent and signed",
  "x-auth-token": "a request with an IAM token isn't signed",
  authorization: "this command creates it",
};
const WINDOW_MS = 15 * 60_000;

export const run: Run<[method: string, url: string], SignOptions> = async ([input, target], options, session) => {
  if (options.curl && (session.json || options.canonical))
    throw new UsageError(`--curl prints a command for a shell: leave --${session.json ? "json" : "canonical"} out`);
  const method = methodOf(input);
  const url = urlOf(target, options.endpoint);
  const headers = headersOf(options.header ?? []);
  const date = dateOf(options.date, session);
  const body = await bodyOf(options, session);
  if (body && headers["content-type"] === undefined && isJson(body)) {
    headers["content-type"] = "application/json";
    session.note("Added content-type: application/json, because the body is JSON.");
  }

  const credentials = await findKey();
  const request = { method, url, headers, ...(body && { body }) };
  const signed = await sign(request, credentials, { date }).catch((error: Error) => {
    throw new UsageError(error.message, { cause: error });
  });
  // `sign` leaves the host header to the HTTP layer. A host that differs from the URL's must be sent explicitly.
  const sent = { ...(headers.host !== undefined && { host: headers.host }), ...signed.headers };
  const hide = createMasker([credentials.sk, credentials.securityToken ?? ""]);
  if (options.curl) {
    const bodyFile = options.dataFile === STDIN ? undefined : options.dataFile;
    session.result({}, hide(curlLineOf({ method, url, headers: sent, body, bodyFile })));
  } else {
    const shown = mapValues(sent, (name, value) => (name in HEADER_VARIABLES ? "***" : value));
    const more = options.canonical ? canonical({ method, url, body }, sent) : undefined;
    const lines = Object.entries(shown).map(([name, value]) => `${name}: ${value}`);
    session.result(
      hide({ method, url, headers: shown, ...more }),
      hide([...lines, ...canonicalLines(more)].join("\n")),
    );
  }
  if (Object.keys(sent).some((name) => name in HEADER_VARIABLES)) noteToken(session, options);
  return undefined;
};

function methodOf(input: string): string {
  const method = input.toUpperCase();
  if (METHODS.includes(method)) return method;
  throw new UsageError(
    `${JSON.stringify(input)} isn't a method: the first argument is one of ${METHODS.join(", ")}${suggestion(
      input,
      METHODS.map((method) => method.toLowerCase()),
    )}`,
  );
}

/** Adds the endpoint to a path. */
function urlOf(target: string, endpoint: string | undefined): string {
  const text = target.startsWith("/") ? endpointUrl(endpoint) + target : target;
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text))
    throw new UsageError(
      `${JSON.stringify(target.replace(/[?].*/s, "?..."))} is neither a URL nor a path: use https://... or /v1/...`,
    );
  const url = new URL(text);
  if (url.username || url.password)
    throw new UsageError("the URL must not contain a user or a password: AK and SK are read from the environment");
  // Fragments are never sent.
  url.hash = "";
  return url.href;
}

function headersOf(lines: readonly string[]): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const line of lines) {
    const [, name = "", value = ""] = /^([\w!#$%&'*+.^`|~-]+):\s*(.*)$/s.exec(line) ?? [];
    const key = name.toLowerCase();
    // Don't repeat the line: it may contain a secret.
    if (key === "") throw new UsageError("--header: use the form 'name: value'");
    const advice = SECRET_HEADERS[key] ?? "other users can see it in the process's arguments";
    if (isSecretName(key)) throw new UsageError(`--header: leave ${key} out: ${advice}`);
    if (key === "x-sdk-date")
      throw new UsageError("--header: leave x-sdk-date out: it is the time of the signature, which --date sets");
    headers[key] = Object.hasOwn(headers, key) ? `${headers[key]}, ${value.trim()}` : value.trim();
  }
  return headers;
}

function dateOf(input: string | undefined, session: Session): string {
  if (input === undefined) return sdkDate();
  const iso = input.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z");
  const time = /^\d{4}-\d\d/.test(iso) ? Date.parse(iso) : Number.NaN;
  if (Number.isNaN(time))
    throw new UsageError(`--date: ${JSON.stringify(input)} isn't a time: use 20261101T080000Z or 2026-11-01T08:00:00Z`);
  if (Math.abs(time - Date.now()) > WINDOW_MS)
    session.note("The gateway refuses this signature now: its time is more than 15 minutes off.");
  return sdkDate(time);
}

async function bodyOf({ data, dataFile }: SignOptions, session: Session): Promise<Buffer | undefined> {
  if (data !== undefined && dataFile !== undefined)
    throw new UsageError("--data and --data-file both set the body: leave one out");
  if (dataFile === undefined) return data === undefined ? undefined : Buffer.from(data);
  return readInput(dataFile, session, "Type the body.");
}

function isJson(body: Buffer): boolean {
  try {
    JSON.parse(body.toString());
    return true;
  } catch {
    return false;
  }
}

async function findKey(): Promise<Credentials> {
  const found = await credentialChain()().catch((error: Error) => {
    throw new CredentialsError(error.message, { cause: error });
  });
  if ("authToken" in found) throw new CredentialsError("the credentials are an IAM token, which can't sign requests");
  return found;
}

interface Canonical {
  canonicalRequest: string;
  stringToSign: string;
}

/** Both texts as signed. The output masks the token in the first, so that it doesn't match the hash in the second. */
function canonical(
  { method, url, body }: { method: string; url: string; body: Buffer | undefined },
  headers: Readonly<Record<string, string>>,
): Canonical {
  const sha256 = (data: string | Buffer) => createHash("sha256").update(data).digest("hex");
  const text = canonicalRequest({ method, url, headers }, headers["x-sdk-content-sha256"] ?? sha256(body ?? ""));
  return { canonicalRequest: text, stringToSign: stringToSign(headers["x-sdk-date"] ?? "", sha256(text)) };
}

function canonicalLines(more: Canonical | undefined): string[] {
  return more ? ["", "Canonical request:", more.canonicalRequest, "", "String to sign:", more.stringToSign] : [];
}

function mapValues(
  headers: Readonly<Record<string, string>>,
  change: (name: string, value: string) => string,
): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, change(name, value)]));
}

function curlLineOf(request: Parameters<typeof curlLine>[0]): string {
  try {
    return curlLine(request);
  } catch (error) {
    throw new UsageError((error as Error).message, { cause: error });
  }
}

function noteToken({ env, note }: Session, { curl, canonical }: SignOptions): void {
  if (!curl) note("x-security-token is secret, so it isn't shown: send the token of the key.");
  else if (env.HUAWEICLOUD_SDK_SECURITY_TOKEN)
    note("The command reads the token from HUAWEICLOUD_SDK_SECURITY_TOKEN when it runs.");
  else note("Set HUAWEICLOUD_SDK_SECURITY_TOKEN to the token of the key before you run the command.");
  if (canonical) note("The string to sign contains the hash of the canonical request with the real token.");
}
