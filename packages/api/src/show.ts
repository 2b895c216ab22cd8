// Formats a value for a message: as JSON, on one short line, in a time that doesn't depend on the size of the value.

const MAX_LENGTH = 60;
const MAX_DEPTH = 3;
const MAX_ITEMS = 5;

/** `"text"`, `5`, `{"a":1}`. The rest of a large value is replaced by `...`. */
export function show(value: unknown): string {
  return cut(preview(value, MAX_DEPTH));
}

function cut(text: string): string {
  // Don't cut a surrogate pair in half.
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH).replace(/[\uD800-\uDBFF]$/, "")}...` : text;
}

function preview(value: unknown, depth: number): string {
  if (typeof value === "string") return JSON.stringify(value.slice(0, MAX_LENGTH + 1));
  if (typeof value === "function") return "a function";
  if (typeof value !== "object" || value === null) return String(value);
  if (Array.isArray(value)) return list(value, (item) => preview(item, depth - 1), "[]", depth);
  const keys = firstKeys(value);
  const entry = (key: string) => `${preview(key, 0)}:${preview((value as Record<string, unknown>)[key], depth - 1)}`;
  return list(keys, entry, "{}", depth);
}

function list<T>(items: readonly T[], write: (item: T) => string, brackets: string, depth: number): string {
  const shown = depth > 0 ? items.slice(0, MAX_ITEMS).map(write) : [];
  if (shown.length < items.length) shown.push("...");
  return `${brackets[0]}${shown.join(",")}${brackets[1]}`;
}

/** One key more than is shown, to detect that there are more. */
function firstKeys(value: object): string[] {
  const keys: string[] = [];
  for (const key in value) {
    if (keys.push(key) > MAX_ITEMS) break;
  }
  return keys;
}
