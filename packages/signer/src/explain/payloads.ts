import { sha256Hex } from "#runtime";

/** A body that was recognised by its hash. */
export interface Payload {
  /** Description of the body, for `... = no body`. */
  readonly what: string;
  /** Why it was sent instead of the signed body. */
  readonly cause: string;
}

const SIGN_WHAT_IS_SENT = "sign exactly the text that you send";

/** Bodies that HTTP libraries send instead of none or of an invalid one. */
const FREQUENT: readonly [body: string, what: string, cause: string][] = [
  [
    "",
    "no body",
    "the body didn't arrive: a redirect or a proxy dropped it, the method doesn't send one, or the stream was already read",
  ],
  [
    "{}",
    "{}",
    "an empty object arrived: some HTTP libraries, such as the official Node SDK, send {} when there's no body",
  ],
  ["null", "null", "the word null arrived: the missing body was stringified"],
  ["[]", "[]", "an empty list arrived: the missing body was stringified"],
  ['""', "an empty string in quotes", "an empty string was stringified"],
  ["undefined", "undefined", "the word undefined arrived: the missing body was converted to a string"],
  ["[object Object]", "[object Object]", "an object was sent without JSON.stringify"],
];

/** Changes that happen to a body on the way. */
const CHANGES: readonly [change: (body: string) => string, what: string, cause: string][] = [
  [
    (body) => JSON.stringify(JSON.parse(body)),
    "the body, stringified again",
    `the JSON was parsed and stringified again, by a proxy or an HTTP library: ${SIGN_WHAT_IS_SENT}`,
  ],
  [
    (body) => JSON.stringify(body),
    "the body as a JSON string",
    `the text was stringified a second time, by an HTTP library that expects objects: ${SIGN_WHAT_IS_SENT}`,
  ],
  [
    (body) => JSON.stringify(JSON.parse(body), null, 2),
    "the body, indented",
    `the JSON was parsed and written with indentation: ${SIGN_WHAT_IS_SENT}`,
  ],
  [
    spaced,
    "the body with spaces after , and :",
    `the JSON was parsed and written again as Python does: ${SIGN_WHAT_IS_SENT}`,
  ],
  [
    (body) => escapeNonAscii(JSON.stringify(JSON.parse(body))),
    "the body with \\u escapes",
    `the JSON was parsed and written again as ASCII: ${SIGN_WHAT_IS_SENT}`,
  ],
  [
    (body) => escapeNonAscii(spaced(body)),
    "the body with spaces and \\u escapes",
    `the JSON was parsed and written again as Python does: ${SIGN_WHAT_IS_SENT}`,
  ],
  [
    (body) => sorted(body),
    "the body with its keys sorted",
    `the JSON was parsed and written again with sorted keys: ${SIGN_WHAT_IS_SENT}`,
  ],
  [(body) => `${body}\n`, "the body and a newline", "a newline was added at the end"],
  [(body) => `${body}\r\n`, "the body and a newline", "a newline was added at the end"],
  [(body) => body.replace(/^\ufeff/, ""), "the body without its byte order mark", "the byte order mark was dropped"],
  [(body) => body.trim(), "the body without white space around it", "white space around the body was dropped"],
  [(body) => body.replaceAll("\r\n", "\n"), "the body with LF instead of CRLF", "the line ends were changed"],
  [(body) => body.replace(/\r?\n/g, "\r\n"), "the body with CRLF instead of LF", "the line ends were changed"],
  [(body) => `\ufeff${body}`, "the body with a byte order mark", "a byte order mark was added"],
  [(body) => encodeURIComponent(body), "the body, percent-encoded", "the body was percent-encoded, as for a form"],
];

/** Bodies that may have been sent or signed instead of this one. */
export function* relatives(
  body: string | Uint8Array | null | undefined,
): Generator<Payload & { readonly body: string | Uint8Array }> {
  for (const [frequent, what, cause] of FREQUENT) yield { what, cause, body: frequent };
  const text = readText(body);
  if (!text) return;
  for (const [change, what, cause] of CHANGES) {
    const changed: string | undefined = attempt(change, text);
    if (changed !== undefined && changed !== text) yield { what, cause, body: changed };
  }
  if (NOT_ASCII.test(text))
    yield { what: "the body in Latin-1", cause: "the text wasn't sent as UTF-8", body: latin1(text) };
}

const NOT_ASCII = /[^\0-\x7f]/;

/** Recognises a hash as that of a frequent body, or of a changed form of this body. */
export async function recognise(
  hash: string,
  body: string | Uint8Array | null | undefined,
): Promise<Payload | undefined> {
  if (!/^[\da-f]{64}$/i.test(hash))
    return { what: "no hash", cause: "one side has X-Sdk-Content-Sha256 instead of the hash" };
  for (const relative of relatives(body)) if ((await sha256Hex(relative.body)) === hash) return relative;
  return undefined;
}

/** Sorts keys at every depth. */
function sorted(body: string): string {
  return JSON.stringify(JSON.parse(body), (_, value: unknown) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}

/** Writes JSON like Python's json.dumps. */
function spaced(body: string): string {
  return write(JSON.parse(body));
}

function write(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(write).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([key, member]) => `${JSON.stringify(key)}: ${write(member)}`)
    .join(", ")}}`;
}

function escapeNonAscii(json: string): string {
  return json.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

function latin1(text: string): Uint8Array {
  return Uint8Array.from(text, (unit) => unit.charCodeAt(0));
}

function readText(body: string | Uint8Array | null | undefined): string | undefined {
  if (typeof body === "string" || body == null) return body ?? undefined;
  // ignoreBOM keeps the mark, because losing it is one of the changes.
  return attempt((bytes) => new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes), body);
}

/** Returns `undefined` where a change fails: not every body is JSON. */
function attempt<T>(change: (value: T) => string, value: T): string | undefined {
  try {
    return change(value);
  } catch {
    return undefined;
  }
}
