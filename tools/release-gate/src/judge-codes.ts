// The tables of codes: rows are data that users look up, their columns are types.
import type { Spec } from "../../../packages/api/generator/spec.ts";
import type { Change, Entry, Verdict } from "./change.ts";
import { listed, quoted } from "./notes.ts";

type Row = Record<string, unknown>;

/** Programs decide by these columns; all others are read by people. */
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
    const lost = [...old.keys()].filter((code) => !fresh.has(code));
    const gained = [...fresh.keys()].filter((code) => !old.has(code));
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

  /** The columns of a table become the fields of an exported type. */
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

  /** Rows that both have: what programs decide by row for row, texts together. */
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

/** The columns that two rows have and do not agree on. */
function differing(before: Row, after: Row): string[] {
  return Object.keys(after).filter((column) => column in before && drawn(before[column]) !== drawn(after[column]));
}

/** The columns that all rows have, with the types of their values; a column of some rows only is optional. */
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

/** The order of statuses says nothing. */
function drawn(value: unknown): string {
  return JSON.stringify(Array.isArray(value) ? [...value].sort() : value) ?? "nothing";
}
