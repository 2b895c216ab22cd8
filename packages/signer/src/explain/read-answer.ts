import { decodeText } from "../base/decode-text.ts";
import type { Answer, RawAnswer } from "./answer.ts";
import { readHar } from "./read-har.ts";
import { readPrinted } from "./read-printed.ts";

/** Reads text, bytes, a Response (which stays readable), an error with its causes, a parsed body, or a HAR file. */
export async function readAnswer(answer: unknown): Promise<Answer> {
  const { body, status, date, request } = isResponse(answer) ? await readResponse(answer) : readValue(answer);
  const found: Found = { texts: [], members: [], status };
  collect(body, MAX_DEPTH, found);
  const { texts, members, status: stated } = found;
  // Without a status, JSON without an error counts as success. Errors may also arrive with HTTP 200.
  const isGood = stated === undefined ? members.length > 0 : stated >= 200 && stated < 300;
  return {
    text: texts.join("\n"),
    status: stated,
    succeeded: isGood && !members.some((name) => ERROR_MEMBER.test(name)),
    date: Date.parse(date ?? ""),
    request,
  };
}

const MAX_DEPTH = 5;
const ERROR_MEMBER = /^(err|fault|exception|code$|message$|msg$)|error/i;
/** `status`, and the names in SDKs: `status_code`, `httpStatusCode`. */
const STATUS_MEMBER = /^(http)?status_?(code)?$/i;

function isResponse(answer: unknown): answer is Response {
  return typeof answer === "object" && answer !== null && "clone" in answer && "text" in answer && "headers" in answer;
}

async function readResponse(response: Response): Promise<RawAnswer> {
  // A wrapper may still return the text of a body that was read.
  const body = await (response.bodyUsed ? response : response.clone()).text().catch(() => "");
  return { body, status: response.status, date: response.headers.get("date") };
}

function readValue(answer: unknown): RawAnswer {
  const text = answer instanceof Uint8Array ? decodeText(answer) : answer;
  // trim also removes a byte order mark.
  const value = typeof text === "string" ? (parseJson(text.trim()) ?? text.trim()) : text;
  return readHar(value) ?? (typeof value === "string" ? readPrinted(value) : { body: value });
}

interface Found {
  readonly texts: string[];
  readonly members: string[];
  status: number | undefined;
}

/** Collects the texts, the names of members and the status from all levels of a value. */
function collect(given: unknown, depth: number, found: Found): void {
  const value = typeof given === "string" ? (parseJson(given) ?? given) : given;
  if (typeof value === "string") found.texts.push(unescapeJson(value));
  if (typeof value !== "object" || value === null || depth === 0) return;
  // In an Error, message and cause aren't enumerable.
  const { message, cause } = value as { message?: unknown; cause?: unknown };
  for (const [name, member] of Object.entries<unknown>({ message, ...value, cause })) {
    if (member == null) continue;
    found.members.push(name);
    if (STATUS_MEMBER.test(name) && typeof member === "number") found.status ??= member;
    collect(member, depth - 1, found);
  }
}

function parseJson(text: string): unknown {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === "object" ? parsed : undefined;
  } catch {
    return undefined;
  }
}

/** Unescapes part of a JSON text, or JSON inside HTML: the echo of a query contains many `&`. */
function unescapeJson(text: string): string {
  return text
    .replace(/\\u([\da-f]{4})/gi, (_, digits: string) => String.fromCharCode(Number(`0x${digits}`)))
    .replace(/\\(["/])/g, "$1")
    .replaceAll("&amp;", "&");
}
