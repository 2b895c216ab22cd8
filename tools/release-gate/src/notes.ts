// Turns the differences at one place of two revisions into changes in words.
import { type Change, type Direction, type Entry, type Kind, meaning, type Verdict, worst } from "./change.ts";

const MOST = 12;

/** One difference at one place. */
export interface Note {
  kind: Kind;
  /** `interval`, `data[].status`, `query limit`. */
  path: string;
  /** For the report, after the path: `lost value 300`. */
  what: string;
  /** For a changelog, after the path in backticks. @default `what` */
  says?: string | undefined;
  /** The shape that has the difference, if the place has several: `CountryExport`. */
  branch?: string | undefined;
  /** Overrides the verdict of the kind. */
  verdict?: Verdict;
}

/** An operation's request, or one of its responses. */
export interface Place {
  /** `createExportTask request`, `listExportTasks response 200`. */
  where: string;
  direction: Direction;
  /** In a changelog: "the request of `createExportTask`". */
  says: string;
}

/**
 * Reports a difference that several shapes share once, and names the shapes unless all of them have it.
 *
 * @param branches - the number of shapes that the place has
 */
export function toChanges(place: Place, entry: Entry, notes: readonly Note[], branches: number): Change[] {
  const groups = Map.groupBy(notes, ({ path, what }) => `${path} ${what}`);
  return [...groups.values()].map((group) => {
    const [note] = group as [Note];
    const names = [...new Set(group.flatMap(({ branch }) => branch ?? []))];
    const some = names.length > 0 && names.length < branches;
    const verdict = worst(group.map(({ verdict, kind }) => verdict ?? meaning(kind, place.direction)));
    return {
      where: place.where,
      what: `${note.path} ${note.what}${some ? ` (${names.join(", ")})` : ""}`.trim(),
      verdict,
      entry,
      checked: place.direction === "request",
      sentence: `In ${place.says}, ${spoken(note.path)} ${note.says ?? note.what}${some ? ` (${quoted(names)})` : ""}.`,
    };
  });
}

/** `query limit` -> the query parameter `limit` */
function spoken(path: string): string {
  const [, place, name] = /^(query|path|cookie|header) (.+)$/.exec(path) ?? [];
  if (name === undefined) return path === "body" ? "the body" : `\`${path}\``;
  return `the ${place === "header" ? "header" : `${place} parameter`} \`${name}\``;
}

/** `value 300`, or `values 300, 3600`. Long lists end with the number of values left out. */
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

/** The items of `a` that `b` lacks. */
export function without(a: readonly string[], b: readonly string[]): string[] {
  return a.filter((item) => !b.includes(item));
}
