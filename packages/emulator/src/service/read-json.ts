import { headerOf, type RawRequest } from "../http/message.ts";
import type { Settings } from "../options.ts";

/** A value that was read, or what was wrong with it in words. */
export type Reading<T> = { value: T; wrong?: never } | { value?: never; wrong: string };

const JSON_TYPE = /^application\/json\s*(;|$)/i;

/** The body as JSON; an empty one reads as `{}`, for the body is optional and SDKs leave it out. */
export function readJson(request: RawRequest, { contentType }: Pick<Settings, "contentType">): Reading<unknown> {
  if (request.body.length === 0) return { value: {} };
  const type = headerOf(request, "content-type");
  if (contentType === "check" && type !== undefined && !JSON_TYPE.test(type.trim())) {
    return { wrong: "Content-Type must be application/json" };
  }
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(request.body);
  } catch {
    return { wrong: "the body is not valid UTF-8" };
  }
  if (text.trim() === "") return { value: {} };
  try {
    return { value: JSON.parse(text) };
  } catch {
    return { wrong: "the body is not valid JSON" };
  }
}
