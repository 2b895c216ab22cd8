import { headerOf, type RawRequest } from "../http/message.ts";
import type { Settings } from "../options/settings.ts";

/** A value that was read and the text that it stood in, or what was wrong with it in words. */
export type JsonReading =
  | { value: unknown; text: string; error?: never }
  | { value?: never; text?: never; error: string };

const EMPTY: JsonReading = { value: {}, text: "{}" };

const decoder = new TextDecoder("utf-8", { fatal: true });

const JSON_TYPE = /^application\/json\s*(;|$)/i;

/** The body as JSON; an empty one reads as `{}`, for the body is optional and SDKs leave it out. */
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
    return { error: "the body is not valid UTF-8" };
  }
  if (text.trim() === "") return EMPTY;
  try {
    return { value: JSON.parse(text), text };
  } catch {
    return { error: "the body is not valid JSON" };
  }
}
