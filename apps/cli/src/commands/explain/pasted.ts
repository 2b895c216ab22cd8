// What was pasted: the answer of a server, a curl line, or both in any order.
import { type CurlRequest, curlRequest, type ReadData } from "./curl-request.ts";

export interface Pasted {
  /** The answer, with its headers where they were pasted; a text where they were not. */
  answer: string | Response | undefined;
  request: CurlRequest | undefined;
}

export function readPasted(text: string, env: NodeJS.ProcessEnv, readData: ReadData): Pasted {
  const request = curlRequest(text, env, readData);
  return { request, answer: readAnswer(request ? request.rest : text) };
}

/** The marks before the lines of `curl -v`: `*` tells, `>` is sent, `{` counts bytes. */
const NOISE = /^(\*|>|[{}] \[\d+ bytes data\])/;
const STATUS = /^HTTP\/[\d.]+ (\d{3})\b/;
const HEADER = /^([\w-]+):\s*(.*)$/;

function readAnswer(text: string): string | Response | undefined {
  const lines = text.split(/\r?\n/).filter((line) => !NOISE.test(line));
  // The headers begin with `<` in what -v prints, and with nothing in what -i prints.
  const plain = lines.map((line) => line.replace(/^< ?/, ""));
  const body = (from: number) => plain.slice(from).join("\n").trim();
  // That of a proxy and a 100 Continue come before the answer's own.
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
