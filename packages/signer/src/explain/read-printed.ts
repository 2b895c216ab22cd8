import type { RawAnswer } from "./answer.ts";
import type { ExplainedRequest } from "./our-parts.ts";

/** Lines of `curl -v` that aren't the response: `*` is a comment, `>` is the request, `{` counts bytes. */
const NOISE = /^(?:[*>]|[{}] \[\d+ bytes data\]).*\n?/gm;
/** A proxy's status and a 100 Continue come before the response's own status, which is the last. */
const RESPONSE = /^(.*\n|)HTTP\/[\d.]+ (\d{3})\b[^\n]*((?:\n[\w-]+:[^\n]*)*)(.*)/s;
const REQUEST = /^> ([A-Z]+) (\S+) HTTP\/.*\n((?:> .+\n)*)/gm;

/** Reads a response as people paste it: only the body, or the output of `curl -i` or `curl -v`. */
export function readPrinted(given: string): RawAnswer {
  const text = given.replaceAll("\r\n", "\n");
  // curl -v prints `<` before each header, curl -i prints nothing.
  const plain = text.replace(NOISE, "").replace(/^<( |$)/gm, "");
  const [, before, status, headers = "", after = ""] = RESPONSE.exec(plain) ?? [];
  if (status === undefined) return { body: plain };
  return {
    // stdout and stderr may be mixed, with the body first.
    body: after.trim() || before,
    status: Number(status),
    date: /^date:(.*)/im.exec(headers)?.[1],
    request: Array.from(text.matchAll(REQUEST), readRequest).at(-1),
  };
}

/** Reads a signed request. Returns `undefined` for one with a body, because curl doesn't print bodies. */
function readRequest([, method = "", target = "", lines = ""]: RegExpExecArray): ExplainedRequest | undefined {
  const headers = Object.fromEntries(
    Array.from(lines.matchAll(/> ([^:]+): (.*)/g), ([, name = "", value = ""]) => [name.toLowerCase(), value]),
  );
  const url = `https://${headers.host}${target}`;
  const isWhole = headers.authorization !== undefined && headers["content-length"] === undefined;
  return isWhole && URL.canParse(url) ? { method, url, headers } : undefined;
}
