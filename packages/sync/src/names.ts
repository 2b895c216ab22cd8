// File names that every file system accepts, and that differ whenever the windows differ.
import { createHash } from "node:crypto";
import type { ExportWindow } from "./plan.ts";
import type { WindowRecord } from "./record.ts";

/** The default path of a file. */
export const TEMPLATE = "{action}/{date}/{domain}.{type}";

const FIELDS: Readonly<Record<string, (window: ExportWindow) => string>> = {
  action: ({ action }) => action,
  date: ({ label }) => label,
  domain: ({ domain }) => domain,
  id: ({ id }) => id,
};
const TYPE = ".{type}";
/** Device names on Windows, with or without an extension. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/;
const MAX_LENGTH = 150;
/** File systems accept 255 bytes. A download adds about 50 to the name of its file. */
const MAX_PART_BYTES = 200;

/**
 * The path of each window's file, relative to the folder, without its extension, with `/` as the separator.
 *
 * @param records - the ledger's records: files of other plans must not be overwritten.
 * @throws TypeError if the template is invalid or yields the same name for two windows.
 */
export function pathsOf(
  windows: readonly ExportWindow[],
  template: string,
  records: ReadonlyMap<string, WindowRecord>,
): Map<ExportWindow, string> {
  checkTemplate(template);
  const paths = new Map<ExportWindow, string>();
  const taken = new Map<string, ExportWindow>();
  const kept = new Map<string, string>();
  for (const [id, { file }] of records) if (file) kept.set(file.path.replace(/\.[^./]*$/, "").toLowerCase(), id);
  for (const window of windows) {
    const path = template
      .slice(0, -TYPE.length)
      .replace(/\{(\w+)\}/g, (_, field: string) => safeName(FIELDS[field]?.(window) ?? ""));
    // Literal text of the template may differ from another window's field in case only.
    const key = path.toLowerCase();
    const other = taken.get(key)?.id;
    if (other !== undefined)
      throw new TypeError(`name: ${template} gives ${other} and ${window.id} one file; add {id} to it`);
    const before = kept.get(key) ?? window.id;
    if (before !== window.id)
      throw new TypeError(
        `name: ${template} gives ${window.id} the file of ${before}, which is in the ledger; add {id} to it, or take another folder and ledger`,
      );
    if (path.split("/").some((part) => Buffer.byteLength(part) > MAX_PART_BYTES))
      throw new TypeError(`name: ${template} gives ${window.id} a name that is too long; leave a field out`);
    taken.set(key, window);
    paths.set(window, path);
  }
  return paths;
}

function checkTemplate(template: string): void {
  if (!template.endsWith(TYPE))
    throw new TypeError(`name must end in ${TYPE}, because the type is known last: ${template}`);
  const stem = template.slice(0, -TYPE.length);
  const odd = [...stem.matchAll(/\{(.*?)\}/g)].find(([, field = ""]) => !Object.hasOwn(FIELDS, field));
  if (odd) throw new TypeError(`name: there is no ${odd[0]}; there are {${Object.keys(FIELDS).join("}, {")}}, {type}`);
  const parts = stem.split("/");
  const isBad = (part: string) =>
    part === "" || /^\.+$/.test(part) || /[<>:"\\|?*\p{Cc}]|[. ]$/u.test(part) || DEVICE.test(part.toLowerCase());
  if (parts.some(isBad))
    throw new TypeError(`name must be a path below the folder that every system takes: ${template}`);
}

/** The text unchanged if every file system accepts it; otherwise a similar text and a hash of the original. */
export function safeName(text: string): string {
  let name = text
    .toLowerCase()
    .replace(/[^a-z0-9._-]/g, "_")
    .replace(/^\.|\.$/g, "_")
    .slice(0, MAX_LENGTH);
  if (DEVICE.test(name)) name = `_${name}`;
  return name === text ? name : `${name}-${createHash("sha256").update(text).digest("hex").slice(0, 8)}`;
}
