// Text for people: a change of it is a patch.
import type { Piece } from "../operations.ts";

const TEXTS = ["description", "summary", "title", "example", "examples", "externalDocs", "tags", "$comment"];

/** The texts that differ between two pieces of the document, extensions included. */
export function changedTexts(before: Piece, after: Piece): string[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(isText);
  return keys.filter((key) => drawn(before[key]) !== drawn(after[key]));
}

/** Known values aren't texts: they become types, which the compiler compares. */
export function isText(key: string): boolean {
  return TEXTS.includes(key) || (key.startsWith("x-") && key !== "x-known-values");
}

/** As JSON with sorted keys. */
export function drawn(value: unknown): string {
  return JSON.stringify(typeof value === "string" ? value.trim() : value, sortedKeys) ?? "";
}

/** For JSON.stringify: the order of keys has no meaning. */
export function sortedKeys(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
