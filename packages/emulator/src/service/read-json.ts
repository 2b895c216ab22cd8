import { headerOf, type RawRequest } from "../http/message.ts";
import type { Settings } from "../options/settings.ts";

/** A JSON value and its text, or the reason why it can't be read. */
export type JsonReading =
  | { value: unknown; text: string; error?: never }
  | { value?: never; text?: never; error: string };

const EMPTY: JsonReading = { value: {}, text: "{}" };

const decoder = new TextDecoder("utf-8", { fatal: true });

const JSON_TYPE = /^application\/json\s*(;|$)/i;

/** Reads the body as JSON. An empty body means `{}`: the body is optional, and SDKs omit it. */
export function readJson(request: RawRequest, { contentType }: Pick<Settings, "contentType">): JsonReading {
  if (request.body.length === 0) return EMPTY;
  const type = headerOf(request, "content-type");
  if (contentType === "check" && type !== undefined && !JSON_TYPE.test(type.trim())) {
    return { error: "Content-Type must be application/json" };
  }
  let text: string;
  try {
    text = decoder.decode(request.body);
  } catch {
    return { error: "the body isn't valid UTF-8" };
  }
  if (text.trim() === "") return EMPTY;
  try {
    return { value: JSON.parse(text), text };
  } catch {
    return { error: "the body isn't valid JSON" };
  }
}
