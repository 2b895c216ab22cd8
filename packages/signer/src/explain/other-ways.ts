import { hmacSha256Hex, sha256Hex } from "#runtime";
import { DATE_HEADER } from "../base/constants.ts";
import type { ExplainedRequest } from "./our-parts.ts";
import type { SignedParts } from "./signed-parts.ts";

/** A mistake in code that signs, and the signature that it produces. */
export interface OtherWay {
  readonly mistake: string;
  readonly signature: string;
}

/** Frequent mistakes in code that signs, each with the signature that it produces. */
export async function* otherWays(parts: SignedParts, request: ExplainedRequest, sk: string): AsyncGenerator<OtherWay> {
  const { path, headers, names, payloadHash } = parts;
  const date = headers[DATE_HEADER] as string;
  const signed = async (canonical: string, key = sk) =>
    hmacSha256Hex({ sk: key }, `${ALGORITHM_LINE}${date}\n${await sha256Hex(canonical)}`);
  const right = text(parts);
  const listed = names.join(";");
  const canonicals: Record<string, string> = {
    "the canonical path doesn't end in /": text({ ...parts, path: path.replace(/\/$/, "") }),
    "the empty line after the headers is missing": right.replace(`\n\n${listed}\n`, `\n${listed}\n`),
    "there is a newline at the end of the canonical request": `${right}\n`,
    "the lines end in CRLF": right.replaceAll("\n", "\r\n"),
    "the method is in lower case": text({ ...parts, method: parts.method.toLowerCase() }),
    "the hash of the body is in upper case": text({ ...parts, payloadHash: payloadHash.toUpperCase() }),
    "the hash of the body is missing": text({ ...parts, payloadHash: "" }),
    "the body is used instead of its hash": text({ ...parts, payloadHash: bodyText(request.body) }),
    "the query is copied from the URL: sort its pairs, write each with a =, and escape them": text({
      ...parts,
      query: new URL(request.url).search.slice(1),
    }),
    "the query begins with a ?": text({ ...parts, query: `?${parts.query}` }),
    "a space follows the colon after a header's name": text(parts, ([name, value]) => `${name}: ${value}`),
    "the names of the headers aren't in lower case": text(
      parts,
      ([name, value]) => `${titled(name)}:${value}`,
      titled(listed),
    ),
    "the headers aren't sorted by name": text({ ...parts, names: parts.listed }),
    "the names of the signed headers are separated by commas": text(parts, undefined, names.join(",")),
  };
  for (const [mistake, canonical] of Object.entries(canonicals)) yield { mistake, signature: await signed(canonical) };

  const hash = await sha256Hex(right);
  const toSign: Record<string, string> = {
    "the string to sign contains the canonical request instead of its hash": `${ALGORITHM_LINE}${date}\n${right}`,
    "the canonical request is signed without a string to sign": right,
    "only the hash of the canonical request is signed": hash,
    "the hash of the canonical request is in upper case": `${ALGORITHM_LINE}${date}\n${hash.toUpperCase()}`,
    "the string to sign lacks the line with the algorithm": `${date}\n${hash}`,
    "the string to sign lacks the line with the date": `${ALGORITHM_LINE}${hash}`,
    "the string to sign ends in a newline": `${ALGORITHM_LINE}${date}\n${hash}\n`,
  };
  for (const [mistake, string] of Object.entries(toSign))
    yield { mistake, signature: await hmacSha256Hex({ sk }, string) };

  for (const [mistake, key] of [
    ["the secret key was read with a newline at its end", `${sk}\n`],
    ["the secret key was read with white space around it", `${sk} `],
    ["the secret key was put into quotes", `"${sk}"`],
  ] as const)
    yield { mistake, signature: await signed(right, key) };
}

const ALGORITHM_LINE = "SDK-HMAC-SHA256\n";

/** Joins these parts into a canonical request, with one deviation. */
function text(
  { method, path, query, headers, names, payloadHash }: SignedParts,
  line: (header: [name: string, value: string]) => string = ([name, value]) => `${name}:${value}`,
  listed: string = names.join(";"),
): string {
  const lines = names.map((name) => line([name, headers[name] as string]));
  return [method, path, query, ...lines, "", listed, payloadHash].join("\n");
}

function titled(names: string): string {
  return names.replace(/(^|[-;])[a-z]/g, (begin) => begin.toUpperCase());
}

function bodyText(body: ExplainedRequest["body"]): string {
  return typeof body === "string" ? body : new TextDecoder().decode(body ?? undefined);
}
