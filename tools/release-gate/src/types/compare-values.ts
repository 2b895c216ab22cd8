// Compares the values that one place allows: strings, numbers, literals, objects, lists.
import type ts from "typescript";
import type { Direction } from "../change.ts";
import { listed, type Note, quoted, without } from "../notes.ts";
import { byAssignability, type Comparison, draw } from "./comparison.ts";
import { kinds, type Members, passes } from "./members.ts";

/** A note without its place. */
export type Difference = Omit<Note, "path" | "branch">;

/** Changes of the kind: a string that is a number now, a list of values instead of any string. */
export function compareKinds(
  comparison: Comparison,
  [before, after]: readonly [ts.Type, ts.Type],
  [old, fresh]: readonly [Members, Members],
): Difference[] {
  const [lost, gained] = [without(kinds(old), kinds(fresh)), without(kinds(fresh), kinds(old))];
  if (lost.length === 0 && gained.length === 0) return [];
  if (gained.length === 0) {
    const closes = fresh.values.size > 0 && (old.values.size === 0 || old.open);
    if (!closes) return [difference("lost value", `is never ${lost.join(" or ")} now`)];
    const values = [...fresh.values.keys()];
    return [difference("lost value", `takes only ${listed("value", values)} now`, `is one of ${quoted(values)} now`)];
  }
  if (lost.length === 0) {
    const opens = old.values.size > 0 && gained.every((kind) => kind === "string" || kind === "number");
    const any = gained.join(" or ");
    return [difference("new value", opens ? `takes any ${any} now` : `may be ${any} too`)];
  }
  const [was, is] = [draw(comparison.checker, before), draw(comparison.checker, after)];
  const verdict = byAssignability(comparison, before, after);
  return [
    { ...difference("different", `changed from ${was} to ${is}`, `is \`${is}\` now, and was \`${was}\``), verdict },
  ];
}

/** New and lost values. In open lists, they are only known values. */
export function compareValues(direction: Direction, old: Members, fresh: Members): Difference[] {
  return [...lostValues(direction, old, fresh), ...newValues(direction, old, fresh)];
}

function lostValues(direction: Direction, old: Members, fresh: Members): Difference[] {
  const lost = without([...old.values.keys()], [...fresh.values.keys()]);
  if (lost.length === 0) return [];
  if (passes(fresh, lost, old)) {
    const known = difference(
      "lost known value",
      `lost ${listed("known value", lost)}`,
      `no longer knows ${quoted(lost)}`,
    );
    return old.open ? [known] : [];
  }
  const says = direction === "response" ? "is no longer" : "no longer takes";
  return isList(fresh) ? [difference("lost value", `lost ${listed("value", lost)}`, `${says} ${quoted(lost)}`)] : [];
}

function newValues(direction: Direction, old: Members, fresh: Members): Difference[] {
  const gained = without([...fresh.values.keys()], [...old.values.keys()]);
  if (gained.length === 0) return [];
  if (passes(old, gained, fresh)) {
    const known = difference("new known value", `gained ${listed("known value", gained)}`, `knows ${quoted(gained)}`);
    return fresh.open ? [known] : [];
  }
  const says = `${direction === "response" ? "may be" : "takes"} ${quoted(gained)} too`;
  return isList(old) ? [difference("new value", `gained ${listed("value", gained)}`, says)] : [];
}

/** Whether the place only allows certain values. `compareKinds` reports the rest. */
function isList(members: Members): boolean {
  return members.values.size > 0 || kinds(members).length === 0;
}

function difference(kind: Note["kind"], what: string, says?: string): Difference {
  return { kind, what, says };
}
