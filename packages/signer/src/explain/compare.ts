import { isSecretName } from "../base/secrets.ts";
import { causeOfHeader, causeOfMethod, causeOfNames, causeOfPath, causeOfQuery } from "./causes.ts";
import { recognise } from "./payloads.ts";
import type { CanonicalParts } from "./read-echo.ts";
import { masker } from "./secrets.ts";

/** A part of the canonical request. Headers have names such as `header x-sdk-date`. */
export type Part = "method" | "path" | "query" | `header ${string}` | "signed headers" | "payload";

/** A part of the canonical request on both sides. Secrets are masked. */
export interface ComparedPart {
  /** Which part. */
  readonly part: Part;
  /** Whether both sides are equal. Also `true` if the signed request is unknown. */
  readonly same: boolean;
  /** The signed value, `undefined` if it wasn't signed, or if the signed request is unknown. */
  readonly ours: string | undefined;
  /** The value that the gateway printed, `undefined` if it printed none. */
  readonly theirs: string | undefined;
  /** The usual cause of the difference. Absent if both sides are equal. */
  readonly cause?: string;
}

/** Compares two canonical requests part by part, in order. */
export async function compare(
  ours: CanonicalParts,
  theirs: CanonicalParts,
  body: string | Uint8Array | null | undefined,
): Promise<ComparedPart[]> {
  const mask = masker(ours, theirs);
  const compared: ComparedPart[] = [];
  const add = (part: Part, mine: string | undefined, yours: string | undefined, cause: () => string): void => {
    const same = mine === yours;
    const shown = { ours: mine && mask(mine), theirs: yours && mask(yours) };
    compared.push({ part, same, ...shown, ...(!same && { cause: mask(cause()) }) });
  };

  const { method, path = "", query = "", names = "", payloadHash = "" } = ours;
  add("method", method, theirs.method, () => causeOfMethod(method, theirs.method));
  // Skip parts that a truncated echo doesn't contain.
  const { path: theirPath, query: theirQuery, names: theirNames, payloadHash: theirHash } = theirs;
  if (theirPath !== undefined) add("path", path, theirPath, () => causeOfPath(path, theirPath));
  if (theirQuery !== undefined) add("query", query, theirQuery, () => causeOfQuery(query, theirQuery));
  for (const name of new Set([...Object.keys(ours.headers), ...Object.keys(theirs.headers)])) {
    const [mine, yours] = [ours.headers[name], theirs.headers[name]];
    if (yours === undefined && theirNames === undefined) continue;
    if (isSecretName(name)) compared.push(compareSecret(name, mine, yours));
    else if (mine === undefined)
      add(`header ${name}`, mine, yours, () => "SignedHeaders names this header, but it wasn't signed");
    else add(`header ${name}`, mine, yours, () => causeOfHeader(name, mine, yours));
  }
  if (theirNames !== undefined) add("signed headers", names, theirNames, () => causeOfNames(names, theirNames));
  if (theirHash !== undefined) compared.push(await comparePayload(payloadHash, theirHash, body));
  return compared;
}

/** Reports whether a secret differs, without showing it. A masked value counts as equal. */
function compareSecret(name: string, ours: string | undefined, theirs: string | undefined): ComparedPart {
  const part = `header ${name}` as const;
  const hide = (value: string | undefined) =>
    value && (/^\*+$/.test(value) ? value : `*** (${value.length} characters)`);
  const same = ours === theirs || /^\*+$/.test(theirs ?? "");
  const shown = { part, same, ours: hide(ours), theirs: hide(theirs) };
  return same ? shown : { ...shown, cause: causeOfHeader(name, ours ?? "", theirs) };
}

async function comparePayload(
  ours: string,
  theirs: string,
  body: string | Uint8Array | null | undefined,
): Promise<ComparedPart> {
  if (ours === theirs) return { part: "payload", same: true, ours, theirs };
  const [mine, yours] = [await recognise(ours, body), await recognise(theirs, body)];
  const name = (hash: string, what: string | undefined) => (what === undefined ? hash : `${hash} = ${what}`);
  const cause =
    yours?.cause ??
    (mine?.what === "no body" ? "a body arrived, but none was signed: sign the body that you send" : undefined) ??
    "other bytes arrived: a proxy or the HTTP library rewrote the body; sign exactly the bytes that you send";
  return { part: "payload", same: false, ours: name(ours, mine?.what), theirs: name(theirs, yours?.what), cause };
}
