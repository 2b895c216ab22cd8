import type { RawAnswer } from "./answer.ts";

/** Lines of `curl -v` that aren't the response: `*` is a comment, `>` is the request, `{` counts bytes. */
const NOISE = /^(?:[*>]|[{}] \[\d+ bytes data\]).*\n?/gm;
/** A proxy's status and a 100 Continue come before the response's own status, which is the last. */
const RESPONSE = /^(.*\n|)HTTP\/[\d.]+ (\d{3})\b[^\n]*((?:\n[\w-]+:[^\n]*)*)(.*)/s;

/** Reads a response as people paste it: only the body, or the output of `curl -i` or `curl -v`. */
export function readPrinted(text: string): RawAnswer {
  // curl -v prints `<` before each header, curl -i prints nothing.
  const plain = text
    .replaceAll("\r\n", "\n")
    .replace(NOISE, "")
    .replace(/^<( |$)/gm, "");
  const [, before, status, headers = "", after = ""] = RESPONSE.exec(plain) ?? [];
  if (status === undefined) return { body: plain };
  // stdout and stderr may be mixed, with the body first.
  return { body: after.trim() || before, status: Number(status), date: /^date:(.*)/im.exec(headers)?.[1] };
}
