// Compares two types recursively: fields, whether they are required, values of lists. Assignability alone doesn't see optional
// fields and open lists. If this comparison finds less than the compiler, the compiler is right.
import ts from "typescript";
import { meaning, worst } from "../change.ts";
import type { Note } from "../notes.ts";
import { pair } from "../pair.ts";
import { compareKinds, compareValues, type Difference } from "./compare-values.ts";
import { byAssignability, type Comparison, draw } from "./comparison.ts";
import { membersOf } from "./members.ts";
import { fields, isOptional, property } from "./program.ts";

export interface Findings {
  notes: Note[];
  branches: number;
}

/** All differences between two types, and the number of their shapes. */
export function compareTypes(comparison: Comparison, before: ts.Type, after: ts.Type, path = ""): Findings {
  const walk = new Walk(comparison);
  walk.compare([before, after], { path });
  const { notes, branches } = walk;
  const floor = byAssignability(comparison, before, after);
  const found = worst(notes.map(({ verdict, kind }) => verdict ?? meaning(kind, comparison.direction)));
  // The compiler's `minor` may be one direction of a difference that was found to be major.
  if (floor === "major" && found !== "major")
    walk.note({ path }, { kind: "different", what: "changed in a way that the compiler rejects" });
  else if (floor === "minor" && found !== "major" && found !== "minor")
    walk.note({ path }, { kind: "wider", what: "has a wider type" });
  return { notes, branches };
}

/** Where in the two types the walk is. */
type Place = Pick<Note, "path" | "branch">;

/** A type, or a shape of one, before and after. */
type Pair = readonly [before: ts.Type, after: ts.Type];

class Walk {
  readonly notes: Note[] = [];
  branches = 1;
  readonly #comparison: Comparison;
  readonly #under: Pair[] = [];

  constructor(comparison: Comparison) {
    this.#comparison = comparison;
  }

  note(place: Place, difference: Difference): void {
    this.notes.push({ ...place, ...difference });
  }

  compare(types: Pair, place: Place): void {
    const [before, after] = types;
    this.#comparison.met?.(before, after);
    if (before === after || this.#under.some(([a, b]) => a === before && b === after)) return;
    this.#under.push(types);
    const { checker, direction } = this.#comparison;
    const [old, fresh] = [membersOf(checker, before), membersOf(checker, after)];
    for (const difference of compareKinds(this.#comparison, types, [old, fresh])) this.note(place, difference);
    for (const difference of compareValues(direction, old, fresh)) this.note(place, difference);
    this.#shapes(types, old.objects, fresh.objects, place);
    const [[a], [b]] = [old.elements, fresh.elements];
    if (a && b) this.compare([a, b], { ...place, path: `${place.path}[]` });
    this.#under.pop();
  }

  /** Compares each object that a place allows with its successor. */
  #shapes([before, after]: Pair, old: readonly ts.Type[], fresh: readonly ts.Type[], place: Place): void {
    const { checker, direction, nameOf } = this.#comparison;
    const { both, lost, fresh: gained } = pair(old, fresh, nameOf, (type) => fields(checker, type));
    this.branches = Math.max(this.branches, both.length);
    for (const [a, b] of both) this.#fields([a, b], both.length > 1 ? { ...place, branch: nameOf(b) } : place);
    if (old.length === 0 || fresh.length === 0) return;
    // A shape that another one accepts isn't lost, and one that another accepted before isn't new.
    const mildIf = (mild: boolean) => (mild ? { verdict: "minor" as const } : {});
    for (const type of lost) {
      const shape = nameOf(type) ?? draw(checker, type);
      const mild = direction === "request" && checker.isTypeAssignableTo(type, after);
      const words = { what: `lost the shape ${shape}`, says: `is no longer \`${shape}\`` };
      this.note(place, { kind: "lost value", ...words, ...mildIf(mild) });
    }
    for (const type of gained) {
      const shape = nameOf(type) ?? draw(checker, type);
      const mild = direction === "response" && checker.isTypeAssignableTo(type, before);
      const words = { what: `gained the shape ${shape}`, says: `may be \`${shape}\` too` };
      this.note(place, { kind: "new value", ...words, ...mildIf(mild) });
    }
  }

  #fields([before, after]: Pair, place: Place): void {
    const { checker } = this.#comparison;
    this.#comparison.met?.(before, after);
    const at = (name: string): Place => ({ ...place, path: place.path === "" ? name : `${place.path}.${name}` });
    for (const name of fields(checker, before)) this.#field(name, [before, after], at(name));
    for (const name of fields(checker, after)) {
      if (property(checker, before, name)) continue;
      if (isOptional(checker, after, name)) this.note(at(name), { kind: "new field", what: "is new" });
      else this.note(at(name), { kind: "new required field", what: "is new and required" });
    }
    this.#anyField([before, after], { ...place, path: `${place.path}[*]` });
  }

  /** A field that was there before. */
  #field(name: string, [before, after]: Pair, place: Place): void {
    const { checker } = this.#comparison;
    const [a, b] = [property(checker, before, name), property(checker, after, name)];
    if (a && !b) this.note(place, { kind: "lost field", what: "is gone" });
    if (!a || !b) return;
    const [was, is] = [isOptional(checker, before, name), isOptional(checker, after, name)];
    if (was && !is) this.note(place, { kind: "now required", what: "is required now" });
    if (!was && is) this.note(place, { kind: "now optional", what: "is optional now" });
    this.compare([a, b], place);
  }

  /** `{ [name: string]: T }` */
  #anyField(types: Pair, place: Place): void {
    const [a, b] = types.map((type) => {
      const index = this.#comparison.checker.getIndexInfosOfType(type)[0]?.type;
      return index && (index.flags & ts.TypeFlags.Never) === 0 ? index : undefined;
    });
    if (a && b) this.compare([a, b], place);
    else if (a) this.note(place, { kind: "lost field", what: "is gone: no other fields than the named ones" });
    else if (b) this.note(place, { kind: "new field", what: "is new: any other field" });
  }
}
