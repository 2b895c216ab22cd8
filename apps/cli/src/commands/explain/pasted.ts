// Splits pasted text into a server's response and a curl command, in any order.
import { type CurlRequest, curlRequest, type ReadData } from "./curl-request.ts";

export interface Pasted {
  /** The response; only its text if no headers were pasted. */
  answer: string | Response | undefined;
  request: CurlRequest | undefined;
}

export function readPasted(text: string, env: NodeJS.ProcessEnv, readData: ReadData): Pasted {
  const request = curlRequest(text, env, readData);
  return { request, answer: readAnswer(request ? request.rest : text) };
}

/** Lines of `curl -v` that aren't the response: `*` is a comment, `>` is the request, `{` counts bytes. */
const NOISE = /^(\*|>|[{}] \[\d+ bytes data\])/;
const STATUS = /^HTTP\/[\d.]+ (\d{3})\b/;
const HEADER = /^([\w-]+):\s*(.*)$/;

function readAnswer(text: string): string | Response | undefined {
  const lines = text.split(/\r?\n/).filter((line) => !NOISE.test(line));
  // curl -v prints `<` before each header, curl -i prints nothing.
  const plain = lines.map((line) => line.replace(/^< ?/, ""));
  const body = (from: number) => plain.slice(from).join("\n").trim();
  // A proxy's status and a 100 Continue come before the response's own status.
  const begin = plain.reduce((last, line, i) => (STATUS.test(line) ? i : last), -1);
  if (begin < 0) return body(0) || undefined;
  const end = plain.findIndex((line, i) => i > begin && !HEADER.test(line));
  const headers = new Headers();
  for (const line of plain.slice(begin + 1, end < 0 ? undefined : end)) {
    const [, name = "", value = ""] = HEADER.exec(line) ?? [];
    if (/^[\x20-\xff]*$/.test(value)) headers.append(name, value);
  }
  const status = Number(STATUS.exec(plain[begin] ?? "")?.[1]);
  const before = plain.slice(0, begin).filter((line) => /^[[{<]/.test(line));
  const rest = [...before, end < 0 ? "" : body(end)].join("\n").trim();
  const hasBody = status >= 200 && status !== 204 && status !== 205 && status !== 304 && status < 600;
  return hasBody ? new Response(rest, { status, headers }) : rest || plain.join("\n");
}
