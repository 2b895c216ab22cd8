// Compares the tables of codes. Users look up their rows; their columns become the fields of a type.
import type { Spec } from "../../../packages/api/generator/spec.ts";
import type { Change, Verdict } from "./change.ts";
import { listed, quoted, without } from "./notes.ts";

type Row = Record<string, unknown>;

/** Makes a change of one table. */
type Report = (what: string, verdict: Verdict, sentence: string) => Change;

/** Programs decide by these columns. The others are for people. */
const DECISIVE = ["status", "retryable"];

/** Columns that users don't have: they select the rows of another list. */
const SELECTIONS = ["common"];

export function judgeCodes(before: Spec, after: Spec): Change[] {
  const [old, fresh] = [tables(before), tables(after)];
  return [...new Set([...Object.keys(old), ...Object.keys(fresh)])].flatMap((name) => {
    const entry = name === "errors" ? "./errors" : "./values";
    const report: Report = (what, verdict, sentence) => ({ where: `codes/${name}`, what, verdict, entry, sentence });
    const [was, is] = [old[name], fresh[name]];
    if (!was) return [report("the table is new", "minor", `The table of ${name} is new.`)];
    if (!is) return [report("the table is gone", "major", `The table of ${name} is gone.`)];
    return [...columns(name, report, was, is), ...rows(name, report, was, is)];
  });
}

function tables({ codes, errors }: Spec): Record<string, Row[]> {
  return { ...(codes as unknown as Record<string, Row[]>), errors: errors as unknown as Row[] };
}

function columns(name: string, report: Report, before: readonly Row[], after: readonly Row[]): Change[] {
  const [old, fresh] = [kinds(before), kinds(after)];
  return [...new Set([...old.keys(), ...fresh.keys()])].flatMap((column) => {
    const [was, is] = [old.get(column), fresh.get(column)];
    if (was === is) return [];
    if (was === undefined)
      return [report(`column ${column} is new`, "minor", `The ${name} have the field \`${column}\`.`)];
    const what = is === undefined ? "is gone" : `is ${is} now, was ${was}`;
    return [report(`column ${column} ${what}`, "major", `The field \`${column}\` of the ${name} ${what}.`)];
  });
}

function rows(name: string, report: Report, before: readonly Row[], after: readonly Row[]): Change[] {
  const [old, fresh] = [byCode(before), byCode(after)];
  const lost = without([...old.keys()], [...fresh.keys()]);
  const gained = without([...fresh.keys()], [...old.keys()]);
  // Each cell that both have, with its values before and after.
  const cells = [...fresh].flatMap(([code, row]) =>
    Object.keys({ ...old.get(code), ...row })
      .map((column) => ({ code, column, was: drawn(old.get(code)?.[column]), is: drawn(row[column]) }))
      // A column that only one row has is another kind of column.
      .filter(({ column, was, is }) => SELECTIONS.includes(column) || ![was, is].includes("nothing"))
      .filter(({ was, is }) => old.has(code) && was !== is),
  );
  const decisive = cells.filter(({ column }) => DECISIVE.includes(column));
  const texts = Map.groupBy(
    cells.filter((cell) => !decisive.includes(cell)),
    ({ column }) => column,
  );
  return [
    ...decisive.map(({ code, column, was, is }) =>
      report(`${code} has ${column} ${is}, was ${was}`, "minor", `\`${code}\`: \`${column}\` is ${is} now.`),
    ),
    ...[...texts].map(([column, changed]) => {
      const codes = changed.map(({ code }) => code);
      return report(
        `other ${column} for ${listed("code", codes)}`,
        "patch",
        `The ${column} of ${quoted(codes)} is revised.`,
      );
    }),
    ...(lost.length > 0
      ? [report(`lost ${listed("code", lost)}`, "major", `The ${name} no longer list ${quoted(lost)}.`)]
      : []),
    ...(gained.length > 0
      ? [report(`gained ${listed("code", gained)}`, "minor", `The ${name} list ${quoted(gained)}.`)]
      : []),
  ];
}

/** The types of each column's values. A column that some rows lack is `absent` there. */
function kinds(rows: readonly Row[]): Map<string, string> {
  const columns = without([...new Set(rows.flatMap((row) => Object.keys(row)))], SELECTIONS);
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
