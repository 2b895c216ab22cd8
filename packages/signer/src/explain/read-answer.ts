/** The content of an answer in any form. */
export interface Answer {
  /** All texts in it. Never print it: the gateway's text can contain tokens. */
  readonly text: string;
  /** The `Date` header in milliseconds since 1970; NaN without one. */
  readonly date: number;
}

/** Reads a string, a Response (which stays readable), an error with its causes, or a parsed body. */
export async function readAnswer(answer: unknown): Promise<Answer> {
  if (!isResponse(answer)) return { text: textsOf(answer, MAX_DEPTH).join("\n"), date: Number.NaN };
  // A wrapper may still return the text of a body that was read.
  const raw = await (answer.bodyUsed ? answer : answer.clone()).text().catch(() => "");
  return { text: textsOf(raw, MAX_DEPTH).join("\n"), date: Date.parse(answer.headers.get("date") ?? "") };
}

const MAX_DEPTH = 5;

function isResponse(answer: unknown): answer is Response {
  return typeof answer === "object" && answer !== null && "clone" in answer && "text" in answer && "headers" in answer;
}

function textsOf(value: unknown, depth: number): string[] {
  if (typeof value === "string") {
    const parsed = parseJson(value);
    return parsed === undefined ? [unescapeJson(value)] : textsOf(parsed, depth);
  }
  if (typeof value !== "object" || value === null || depth === 0) return [];
  // In an Error these aren't enumerable. Where they are, they're read twice, which does no harm.
  const { message, cause } = value as { message?: unknown; cause?: unknown };
  return [message, ...Object.values(value), cause].flatMap((member) => textsOf(member, depth - 1));
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
