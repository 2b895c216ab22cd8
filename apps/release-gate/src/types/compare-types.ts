// The recursive comparison of two types: fields that come and go, what is required, values of lists. Assignability alone
// is blind to optional fields and to open lists; where this finds nothing and the compiler does, the compiler is right.
import ts from "typescript";
import { type Direction, type Kind, meaning, type Verdict, worst } from "../change.ts";
import { listed, type Note, quoted } from "../notes.ts";
import { pair } from "../pair.ts";
import { kinds, type Members, membersOf, passes } from "./members.ts";
import { fields, isOptional, property } from "./program.ts";

export interface Comparison {
  checker: ts.TypeChecker;
  direction: Direction;
  /** The exported name of a type, in either revision. */
  nameOf(type: ts.Type): string | undefined;
  /** Told of each pair that is compared. */
  met?(before: ts.Type, after: ts.Type): void;
}

/** All differences between two types, and how many shapes they have. */
export function compareTypes(comparison: Comparison, before: ts.Type, after: ts.Type, path = ""): Findings {
  const walk = new Walk(comparison);
  walk.compare(before, after, path, undefined);
  const floor = byAssignability(comparison, before, after);
  const found = worst(walk.notes.map(({ verdict, kind }) => verdict ?? meaning(kind, comparison.direction)));
  // `minor` from the compiler may be one direction of what was found to be major; only a missed difference counts.
  if (floor === "major" && found !== "major")
    walk.note("different", path, "changed in a way that the compiler refuses");
  else if (floor === "minor" && found !== "major" && found !== "minor") walk.note("wider", path, "has a wider type");
  return { notes: walk.notes, branches: walk.branches };
}

export interface Findings {
  notes: Note[];
  branches: number;
}

/** What the compiler says of the two types as a whole. */
function byAssignability({ checker, direction }: Comparison, before: ts.Type, after: ts.Type): Verdict {
  const old = checker.isTypeAssignableTo(before, after);
  const fresh = checker.isTypeAssignableTo(after, before);
  if (old && fresh) return "none";
  const breaks = direction === "both" || (direction === "request" ? !old : !fresh);
  return breaks ? "major" : "minor";
}

class Walk {
  readonly notes: Note[] = [];
  branches = 1;
  readonly #comparison: Comparison;
  readonly #under: [ts.Type, ts.Type][] = [];

  constructor(comparison: Comparison) {
    this.#comparison = comparison;
  }

  note(kind: Kind, path: string, what: string, says = what, branch?: string, verdict?: Verdict): void {
    this.notes.push({ kind, path, what, says, branch, ...(verdict && { verdict }) });
  }

  compare(before: ts.Type, after: ts.Type, path: string, branch: string | undefined): void {
    this.#comparison.met?.(before, after);
    if (before === after || this.#under.some(([a, b]) => a === before && b === after)) return;
    this.#under.push([before, after]);
    const { checker } = this.#comparison;
    const [old, fresh] = [membersOf(checker, before), membersOf(checker, after)];
    this.#kinds(before, after, old, fresh, path, branch);
    this.#values(old, fresh, path, branch);
    this.#objects(before, after, old.objects, fresh.objects, path, branch);
    const [[a], [b]] = [old.elements, fresh.elements];
    if (a && b) this.compare(a, b, `${path}[]`, branch);
    this.#under.pop();
  }

  /** Text has become a number, any text one of some values, an object a list. */
  #kinds(
    before: ts.Type,
    after: ts.Type,
    old: Members,
    fresh: Members,
    path: string,
    branch: string | undefined,
  ): void {
    const { checker, direction } = this.#comparison;
    const [lost, gained] = [difference(kinds(old), kinds(fresh)), difference(kinds(fresh), kinds(old))];
    if (lost.length === 0 && gained.length === 0) return;
    const [was, is] = [draw(checker, before), draw(checker, after)];
    // Any text or number has become a list of values, or the other way round.
    const closes = gained.length === 0 && fresh.values.size > 0 && (old.values.size === 0 || old.open);
    const opens =
      lost.length === 0 && old.values.size > 0 && gained.every((kind) => kind === "string" || kind === "number");
    const values = [...(closes ? fresh : old).values.keys()];
    if (closes)
      this.note(
        "lost value",
        path,
        `takes only ${listed("value", values)} now`,
        `is one of ${quoted(values)} now`,
        branch,
      );
    else if (opens) this.note("new value", path, `takes any ${gained.join(" or ")} now`, undefined, branch);
    else if (lost.length === 0) this.note("new value", path, `may be ${gained.join(" or ")} too`, undefined, branch);
    else if (gained.length === 0) this.note("lost value", path, `is never ${lost.join(" or ")} now`, undefined, branch);
    else {
      const verdict = byAssignability({ checker, direction, nameOf: () => undefined }, before, after);
      this.note(
        "different",
        path,
        `changed from ${was} to ${is}`,
        `is \`${is}\` now, and was \`${was}\``,
        branch,
        verdict,
      );
    }
  }

  #values(old: Members, fresh: Members, path: string, branch: string | undefined): void {
    const lost = difference([...old.values.keys()], [...fresh.values.keys()]);
    const gained = difference([...fresh.values.keys()], [...old.values.keys()]);
    const request = this.#comparison.direction !== "response";
    // Where any text passes anyway, a value comes or goes as a known one only.
    const openAfter = passes(fresh, lost, old);
    const openBefore = passes(old, gained, fresh);
    if (lost.length > 0 && (openAfter ? old.open : fresh.values.size > 0 || kinds(fresh).length === 0)) {
      const noun = openAfter ? "known value" : "value";
      const says = openAfter
        ? `no longer knows ${quoted(lost)}`
        : `${request ? "no longer takes" : "is no longer"} ${quoted(lost)}`;
      this.note(openAfter ? "lost known value" : "lost value", path, `lost ${listed(noun, lost)}`, says, branch);
    }
    if (gained.length > 0 && (openBefore ? fresh.open : old.values.size > 0 || kinds(old).length === 0)) {
      const noun = openBefore ? "known value" : "value";
      const says = openBefore ? `knows ${quoted(gained)}` : `${request ? "takes" : "may be"} ${quoted(gained)} too`;
      this.note(openBefore ? "new known value" : "new value", path, `gained ${listed(noun, gained)}`, says, branch);
    }
  }

  #objects(
    before: ts.Type,
    after: ts.Type,
    old: readonly ts.Type[],
    fresh: readonly ts.Type[],
    path: string,
    branch: string | undefined,
  ): void {
    const { checker, direction, nameOf } = this.#comparison;
    const fieldsOf = (type: ts.Type) => fields(checker, type);
    const { both, lost, fresh: gained } = pair(old, fresh, nameOf, fieldsOf);
    this.branches = Math.max(this.branches, both.length);
    for (const [a, b] of both) this.#fields(a, b, path, both.length > 1 ? nameOf(b) : branch);
    if (old.length === 0 || fresh.length === 0) return;
    for (const type of lost) {
      // What another shape takes as well is not lost.
      const taken = checker.isTypeAssignableTo(type, after);
      const verdict = direction === "request" && taken ? "minor" : undefined;
      this.note(
        "lost value",
        path,
        `lost the shape ${this.#draw(type)}`,
        `is no longer \`${this.#draw(type)}\``,
        branch,
        verdict,
      );
    }
    for (const type of gained) {
      const taken = checker.isTypeAssignableTo(type, before);
      const verdict = direction === "response" && taken ? "minor" : undefined;
      this.note(
        "new value",
        path,
        `gained the shape ${this.#draw(type)}`,
        `may be \`${this.#draw(type)}\` too`,
        branch,
        verdict,
      );
    }
  }

  #fields(before: ts.Type, after: ts.Type, path: string, branch: string | undefined): void {
    const { checker } = this.#comparison;
    this.#comparison.met?.(before, after);
    for (const name of fields(checker, before)) {
      const at = join(path, name);
      const [a, b] = [property(checker, before, name), property(checker, after, name)];
      if (a && !b) this.note("lost field", at, "is gone", undefined, branch);
      if (!a || !b) continue;
      const [wasOptional, optional] = [isOptional(checker, before, name), isOptional(checker, after, name)];
      if (wasOptional && !optional) this.note("now required", at, "is required now", undefined, branch);
      if (!wasOptional && optional) this.note("now optional", at, "is optional now", undefined, branch);
      this.compare(a, b, at, branch);
    }
    for (const name of fields(checker, after)) {
      if (property(checker, before, name)) continue;
      const optional = isOptional(checker, after, name);
      const what = optional ? "is new" : "is new and required";
      this.note(optional ? "new field" : "new required field", join(path, name), what, undefined, branch);
    }
    this.#anyField(before, after, path, branch);
  }

  /** `{ [name: string]: T }` */
  #anyField(before: ts.Type, after: ts.Type, path: string, branch: string | undefined): void {
    const [a, b] = [before, after].map((type) => {
      const index = this.#comparison.checker.getIndexInfosOfType(type)[0]?.type;
      return index && (index.flags & ts.TypeFlags.Never) === 0 ? index : undefined;
    });
    const at = `${path}[*]`;
    if (a && b) this.compare(a, b, at, branch);
    else if (a) this.note("lost field", at, "is gone: no other fields than the named ones", undefined, branch);
    else if (b) this.note("new field", at, "is new: any other field", undefined, branch);
  }

  #draw(type: ts.Type): string {
    return this.#comparison.nameOf(type) ?? draw(this.#comparison.checker, type);
  }
}

function difference(a: readonly string[], b: readonly string[]): string[] {
  return a.filter((item) => !b.includes(item));
}

function join(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}

function draw(checker: ts.TypeChecker, type: ts.Type): string {
  const text = checker.typeToString(type).replaceAll(/\s+/g, " ");
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
