import { sha256Hex } from "#runtime";
import { DATE_HEADER, SIGNATURE_WINDOW_MS } from "../base/constants.ts";
import { parseSdkDate, sdkDate } from "../base/sdk-date.ts";
import type { Part } from "./compare.ts";
import type { ExplainedRequest } from "./our-parts.ts";
import { relatives } from "./payloads.ts";
import type { SignedParts } from "./signed-parts.ts";

/** A request that may have been signed instead. It differs in one part. */
export interface OtherRequest {
  readonly part: Part;
  readonly parts: SignedParts;
  /** The signed value of that part. */
  readonly signed: string;
  readonly cause: string;
}

const METHODS = ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"];
const SECOND_MS = 1000;

/** The requests that may have been signed instead of this one, likely ones first. */
export async function* otherRequests(parts: SignedParts, request: ExplainedRequest): AsyncGenerator<OtherRequest> {
  for (const method of METHODS)
    yield { part: "method", parts: { ...parts, method }, signed: method, cause: `${method} was signed` };
  for (const { what, body } of relatives(request.body)) {
    const payloadHash = await sha256Hex(body);
    const cause = `the signature is for ${what}: sign exactly the bytes that you send`;
    yield { part: "payload", parts: { ...parts, payloadHash }, signed: `${payloadHash} = ${what}`, cause };
  }
  for (const [query, cause] of otherQueries(parts.query))
    yield { part: "query", parts: { ...parts, query }, signed: query, cause };
  for (const [path, cause] of otherPaths(parts.path))
    yield { part: "path", parts: { ...parts, path }, signed: path, cause };
  yield* otherNames(parts, request);
  for (const [name, value, cause] of otherValues(parts)) {
    const headers = { ...parts.headers, [name]: value };
    yield { part: `header ${name}`, parts: { ...parts, headers }, signed: value, cause };
  }
}

function* otherQueries(query: string): Generator<[query: string, cause: string]> {
  const pairs = query.split("&");
  yield ["", "the URL was signed without its query"];
  // A shell ends a command at an unquoted &.
  for (const count of pairs.keys())
    yield [pairs.slice(0, count).join("&"), "some parameters weren't signed: perhaps an unquoted & ended the URL"];
  for (const [i, pair] of pairs.entries()) {
    const before = pairs.slice(0, i);
    const after = pairs.slice(i + 1);
    yield [[...before, ...after].join("&"), `${nameOf(pair)} was added after signing`];
    yield [[...before, `${nameOf(pair)}=`, ...after].join("&"), `the value of ${nameOf(pair)} was not signed`];
  }
  yield [query.replaceAll("%2B", "%20"), "a + was signed as a space: write %20 for a space and %2B for a plus"];
  yield [query.replaceAll("%20", "%2B"), "a space was signed as a plus: write %20 for a space and %2B for a plus"];
  yield [query.replaceAll("%", "%25"), "the query was encoded twice before it was signed"];
}

function* otherPaths(path: string): Generator<[path: string, cause: string]> {
  yield [path.replaceAll("%", "%25"), "the path was encoded twice before it was signed"];
  yield [path.replaceAll("%25", "%"), "the path was encoded once more after signing"];
  yield [path.replace(/\/+/g, "/"), "the path was signed without its double slash"];
  for (const { index } of path.matchAll(/\//g)) yield [path.slice(index), "the path was signed without its beginning"];
}

/** The signature covers one header more, or one less, than SignedHeaders lists. */
function* otherNames(parts: SignedParts, request: ExplainedRequest): Generator<OtherRequest> {
  const { names, sent } = parts;
  const part = "signed headers";
  for (const changed of [
    ...names.map((name) => names.filter((other) => other !== name)),
    ...Object.keys(sent).map((name) => [...names, name].sort()),
  ]) {
    const headers = Object.fromEntries(changed.map((name) => [name, sent[name] ?? new URL(request.url).host]));
    const cause = "SignedHeaders must list exactly the headers that were signed";
    yield { part, parts: { ...parts, names: changed, headers }, signed: changed.join(";"), cause };
  }
}

function* otherValues({ headers }: SignedParts): Generator<[name: string, value: string, cause: string]> {
  for (const [name, value] of Object.entries(headers)) {
    for (const [other, cause] of [
      [value.toLowerCase(), "it was signed in lower case"],
      ["", "it was signed without a value"],
      ["undefined", "it was signed as the word undefined"],
      ...(name === "host" ? otherHosts(value) : []),
      ...(name === "content-type" ? otherTypes(value) : []),
    ] as const)
      yield [name, other, cause];
  }
  const date = parseSdkDate(headers[DATE_HEADER] as string);
  for (let ms = SECOND_MS; ms <= SIGNATURE_WINDOW_MS; ms += SECOND_MS) {
    for (const other of [date - ms, date + ms])
      yield [DATE_HEADER, sdkDate(other), "the date changed after signing: send it as it was signed"];
  }
}

function otherHosts(host: string): [value: string, cause: string][] {
  const cause = "the port differs: include it in the host unless it's the scheme's default";
  const name = host.replace(/:\d+$/, "");
  return [name, `${name}:443`, `${name}:80`].map((other) => [other, cause]);
}

function otherTypes(type: string): [value: string, cause: string][] {
  const plain = type.replace(/\s*;.*/, "");
  const cause = "the type changed after signing: set the full type before, including the charset";
  const charsets = ["", ";charset=utf-8", "; charset=utf-8", ";charset=UTF-8", "; charset=UTF-8"];
  return [plain, "application/json"].flatMap((media) =>
    charsets.map((charset) => [media + charset, cause] as [string, string]),
  );
}

function nameOf(pair: string): string {
  return pair.replace(/=.*/, "");
}
