// Names of files that every file system takes, and that differ wherever the windows differ.
import { createHash } from "node:crypto";
import type { ExportWindow } from "../plan/plan.ts";

const FIELDS: Readonly<Record<string, (window: ExportWindow) => string>> = {
  action: ({ action }) => action,
  date: ({ label }) => label,
  domain: ({ domain }) => domain,
  id: ({ id }) => id,
};
const TYPE = ".{type}";
/** Names of devices, on Windows, also with an ending. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/;
const MAX_LENGTH = 150;

/**
 * The path of each window's file below the folder, without its ending, with `/` between its parts.
 *
 * @throws TypeError for a template that makes no sense, or gives two windows one name.
 */
export function pathsOf(windows: readonly ExportWindow[], template: string): Map<ExportWindow, string> {
  checkTemplate(template);
  const paths = new Map<ExportWindow, string>();
  const taken = new Map<string, ExportWindow>();
  for (const window of windows) {
    const path = template
      .slice(0, -TYPE.length)
      .replace(/\{(\w+)\}/g, (_, field: string) => safeName(FIELDS[field]?.(window) ?? ""));
    // What the template itself says may differ in case only from what another window's field says.
    const other = taken.get(path.toLowerCase());
    if (other) throw new TypeError(`name: ${template} gives ${other.id} and ${window.id} one file; add {id} to it`);
    taken.set(path.toLowerCase(), window);
    paths.set(window, path);
  }
  return paths;
}

function checkTemplate(template: string): void {
  if (!template.endsWith(TYPE))
    throw new TypeError(`name must end in ${TYPE}, for the type is known last: ${template}`);
  const stem = template.slice(0, -TYPE.length);
  const odd = [...stem.matchAll(/\{(.*?)\}/g)].find(([, field = ""]) => !Object.hasOwn(FIELDS, field));
  if (odd) throw new TypeError(`name: there is no ${odd[0]}; there are {${Object.keys(FIELDS).join("}, {")}}, {type}`);
  const parts = stem.split("/");
  const isBad = (part: string) => part === "" || /^\.+$/.test(part) || /[<>:"\\|?*\p{Cc}]|[. ]$/u.test(part);
  if (parts.some(isBad))
    throw new TypeError(`name must be a path below the folder that every system takes: ${template}`);
}

/** The text as it is where every file system takes it; else a text like it, and a mark of what it was. */
function safeName(text: string): string {
  let name = text
    .toLowerCase()
    .replace(/[^a-z0-9._-]/g, "_")
    .replace(/^\.|\.$/g, "_")
    .slice(0, MAX_LENGTH);
  if (DEVICE.test(name)) name = `_${name}`;
  return name === text ? name : `${name}-${createHash("sha256").update(text).digest("hex").slice(0, 8)}`;
}
