import { headerOf, type RawRequest } from "../http/message.ts";
import type { Settings } from "../options/settings.ts";

/** A value that was read and the text that it stood in, or what was wrong with it in words. */
export type JsonReading =
  | { value: unknown; text: string; wrong?: never }
  | { value?: never; text?: never; wrong: string };

const NOTHING: JsonReading = { value: {}, text: "{}" };

const decoder = new TextDecoder("utf-8", { fatal: true });

const JSON_TYPE = /^application\/json\s*(;|$)/i;

/** The body as JSON; an empty one reads as `{}`, for the body is optional and SDKs leave it out. */
export function readJson(request: RawRequest, { contentType }: Pick<Settings, "contentType">): JsonReading {
  if (request.body.length === 0) return NOTHING;
  const type = headerOf(request, "content-type");
  if (contentType === "check" && type !== undefined && !JSON_TYPE.test(type.trim())) {
    return { wrong: "Content-Type must be application/json" };
  }
  let text: string;
  try {
    text = decoder.decode(request.body);
  } catch {
    return { wrong: "the body is not valid UTF-8" };
  }
  if (text.trim() === "") return NOTHING;
  try {
    return { value: JSON.parse(text), text };
  } catch {
    return { wrong: "the body is not valid JSON" };
  }
}
