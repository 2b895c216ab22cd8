// Compares the tables of codes. Users look up their rows; their columns become the fields of a type.
import type { Spec } from "../../../packages/api/generator/spec.ts";
import type { Change, Entry, Verdict } from "./change.ts";
import { listed, quoted, without } from "./notes.ts";

type Row = Record<string, unknown>;

/** Programs decide by these columns. The others are for people. */
const DECISIVE = ["status", "retryable"];

export function judgeCodes(before: Spec, after: Spec): Change[] {
  const [old, fresh] = [tables(before), tables(after)];
  return [...new Set([...Object.keys(old), ...Object.keys(fresh)])].flatMap((name) => {
    const table = new Table(name);
    const [was, is] = [old[name], fresh[name]];
    if (!was) return [table.change("the table is new", "minor", `The table of ${name} is new.`)];
    if (!is) return [table.change("the table is gone", "major", `The table of ${name} is gone.`)];
    return [...table.columns(was, is), ...table.rows(was, is)];
  });
}

function tables({ codes, errors }: Spec): Record<string, Row[]> {
  return { ...(codes as unknown as Record<string, Row[]>), errors: errors as unknown as Row[] };
}

class Table {
  readonly #name: string;
  readonly #entry: Entry;

  constructor(name: string) {
    this.#name = name;
    this.#entry = name === "errors" ? "./errors" : "./values";
  }

  rows(before: readonly Row[], after: readonly Row[]): Change[] {
    const [old, fresh] = [byCode(before), byCode(after)];
    const [lost, gained] = [without([...old.keys()], [...fresh.keys()]), without([...fresh.keys()], [...old.keys()])];
    const shared = [...fresh].flatMap(([code, row]): [string, Row, Row][] => {
      const was = old.get(code);
      return was ? [[code, was, row]] : [];
    });
    const changes = this.#cells(shared);
    if (lost.length > 0)
      changes.push(
        this.change(`lost ${listed("code", lost)}`, "major", `The ${this.#name} no longer list ${quoted(lost)}.`),
      );
    if (gained.length > 0)
      changes.push(
        this.change(`gained ${listed("code", gained)}`, "minor", `The ${this.#name} list ${quoted(gained)}.`),
      );
    return changes;
  }

  columns(before: readonly Row[], after: readonly Row[]): Change[] {
    const [old, fresh] = [kinds(before), kinds(after)];
    return [...new Set([...old.keys(), ...fresh.keys()])].flatMap((column) => {
      const [was, is] = [old.get(column), fresh.get(column)];
      if (was === is) return [];
      if (was === undefined)
        return [this.change(`column ${column} is new`, "minor", `The ${this.#name} have the field \`${column}\`.`)];
      const what = is === undefined ? "is gone" : `is ${is} now, was ${was}`;
      return [
        this.change(`column ${column} ${what}`, "major", `The field \`${column}\` of the ${this.#name} ${what}.`),
      ];
    });
  }

  change(what: string, verdict: Verdict, sentence: string): Change {
    return { where: `codes/${this.#name}`, what, verdict, entry: this.#entry, sentence };
  }

  /** Changes in rows that both have: one per cell in decisive columns, and one per column otherwise. */
  #cells(shared: readonly [code: string, before: Row, after: Row][]): Change[] {
    const decided = shared.flatMap(([code, before, after]) =>
      differing(before, after)
        .filter((column) => DECISIVE.includes(column))
        .map((column) => {
          const [was, is] = [drawn(before[column]), drawn(after[column])];
          return this.change(
            `${code} has ${column} ${is}, was ${was}`,
            "minor",
            `\`${code}\`: \`${column}\` is ${is} now.`,
          );
        }),
    );
    const columns = [...new Set(shared.flatMap(([, before, after]) => differing(before, after)))];
    const texts = columns
      .filter((column) => !DECISIVE.includes(column))
      .map((column) => {
        const rows = shared
          .filter(([, before, after]) => differing(before, after).includes(column))
          .map(([code]) => code);
        return this.change(
          `other ${column} for ${listed("code", rows)}`,
          "patch",
          `The ${column} of ${quoted(rows)} is revised.`,
        );
      });
    return [...decided, ...texts];
  }
}

/** The columns in which two rows differ. */
function differing(before: Row, after: Row): string[] {
  return Object.keys(after).filter((column) => column in before && drawn(before[column]) !== drawn(after[column]));
}

/** The types of each column's values. A column that some rows lack is `absent` there. */
function kinds(rows: readonly Row[]): Map<string, string> {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return new Map(
    columns.map((column) => {
      const found = rows.map((row) => (Array.isArray(row[column]) ? "list" : typeof row[column]));
      return [column, [...new Set(found)].sort().join(" or ").replace("undefined", "absent")];
    }),
  );
}

function byCode(rows: readonly Row[]): Map<string, Row> {
  return new Map(rows.map((row) => [String(row.code), row]));
}

/** Ignores the order of lists: it has no meaning. */
function drawn(value: unknown): string {
  return JSON.stringify(Array.isArray(value) ? [...value].sort() : value) ?? "nothing";
}
