// Collects what two walks over two revisions find at one place, and draws it in words.
import { type Change, type Direction, type Entry, type Kind, meaning, type Verdict, worst } from "./change.ts";

const MOST = 12;

/** One difference at one place, before it is words. */
export interface Note {
  kind: Kind;
  /** `interval`, `data[].status`, `query limit`. */
  path: string;
  /** For the report, after the path: `lost value 300`. */
  what: string;
  /** For a changelog, after the path in backticks. */
  says: string;
  /** The shapes on the way, when the place is one of several: `CountryExport`. */
  branch?: string | undefined;
  /** Where the compiler knows better than the kind. */
  verdict?: Verdict;
}

/** An operation's request or one of its answers. */
export interface Place {
  /** `createExportTask request`, `listExportTasks response 200`. */
  where: string;
  direction: Direction;
  /** In a changelog: "the request of `createExportTask`". */
  says: string;
}

/**
 * The same difference in several shapes is told once, and names the shapes only where it is not in all that there are:
 * `branches` is how many the place has.
 */
export function toChanges(place: Place, entry: Entry, notes: readonly Note[], branches: number): Change[] {
  const groups = new Map<string, [Note, ...Note[]]>();
  for (const note of notes) {
    const group = groups.get(`${note.path} ${note.what}`);
    if (group) group.push(note);
    else groups.set(`${note.path} ${note.what}`, [note]);
  }
  return [...groups.values()].map((group) => {
    const [note] = group;
    const names = [...new Set(group.flatMap(({ branch }) => branch ?? []))];
    const some = names.length > 0 && names.length < branches;
    const verdict = worst(group.map(({ verdict, kind }) => verdict ?? meaning(kind, place.direction)));
    return {
      where: place.where,
      what: `${note.path} ${note.what}${some ? ` (${names.join(", ")})` : ""}`.trim(),
      verdict,
      entry,
      sentence: `In ${place.says}, ${spoken(note.path)} ${note.says}${some ? ` (${quoted(names)})` : ""}.`,
    };
  });
}

/** `query limit` -> the query parameter `limit` */
function spoken(path: string): string {
  const [, place, name] = /^(query|path|cookie|header) (.+)$/.exec(path) ?? [];
  if (name === undefined) return path === "body" ? "the body" : `\`${path}\``;
  return `the ${place === "header" ? "header" : `${place} parameter`} \`${name}\``;
}

/** `value 300`, `values 300, 3600`; the rest of a long list is counted. */
export function listed(noun: string, values: readonly string[]): string {
  return `${noun}${values.length > 1 ? "s" : ""} ${cut(values)}`;
}

export function quoted(values: readonly string[]): string {
  return cut(values.map((value) => `\`${value}\``));
}

function cut(values: readonly string[]): string {
  return values.length > MOST + 1
    ? `${values.slice(0, MOST).join(", ")} and ${values.length - MOST} more`
    : values.join(", ");
}
