import type { Row } from "../src/index.ts";
import type { Random } from "./random.ts";

/** A random table, and the rows that a reader must find in a file of it. */
export interface FuzzTable {
  headings: readonly string[];
  /** How a workbook stores the cells of each column. */
  kinds: readonly Kind[];
  records: readonly (readonly (string | number)[])[];
  rows: readonly Row[];
}

type Kind = "text" | "number" | "time";

interface FuzzColumn {
  kind: Kind;
  /** Headings for the same key. */
  headings: readonly string[];
  key: string;
}

const COLUMNS: readonly FuzzColumn[] = [
  { kind: "time", headings: ["Time", "时间（GMT+8）"], key: "time" },
  { kind: "text", headings: ["Domain", "域名"], key: "domain" },
  { kind: "text", headings: ["URL", "url"], key: "url" },
  { kind: "text", headings: ["User-Agent", "用户代理"], key: "userAgent" },
  { kind: "number", headings: ["Requests", "请求数"], key: "requests" },
  { kind: "number", headings: ["Traffic (Byte)", "流量（Byte）"], key: "traffic" },
  { kind: "text", headings: ["Note"], key: "Note" },
  { kind: "text", headings: ["备注"], key: "备注" },
];

const WORDS = [
  "Mozilla/5.0",
  "中国电信",
  "日本語",
  "a,b",
  'say "hi"',
  "x;y|z",
  "\t",
  "line\nbreak",
  "cr\r\nlf",
  "\v",
  "é",
  "😀",
  "=1+1",
  " ",
  "\u001B[31m",
  "www.example.com",
];
const START = Date.parse("2026-11-01T00:00:00+08:00");

/** @param forbidden - characters that the format of the file can't hold. */
export function randomTable(random: Random, forbidden: RegExp): FuzzTable {
  const columns = shuffled(COLUMNS, random).slice(0, 2 + random.below(COLUMNS.length - 2));
  const count = random.chance(0.1) ? 0 : 1 + random.below(random.chance(0.1) ? 300 : 20);
  const records: (string | number)[][] = [];
  const rows: Row[] = [];
  for (let i = 0; i < count; i++) {
    const record: (string | number)[] = [];
    const row: Row = {};
    for (const { kind, key } of columns) {
      const [cell, value] = CELLS[kind](random, forbidden);
      record.push(cell);
      row[key] = value;
    }
    // A record without content isn't a row.
    if (record.every((cell) => cell === "")) continue;
    records.push(record);
    rows.push(row);
  }
  return {
    headings: columns.map(({ headings }) => random.pick(headings)),
    kinds: columns.map(({ kind }) => kind),
    records,
    rows,
  };
}

const CELLS: Record<
  Kind,
  (random: Random, forbidden: RegExp) => [cell: string | number, value: string | number | Date]
> = {
  text(random, forbidden) {
    const parts = Array.from({ length: random.below(4) }, () => random.pick(WORDS));
    const text = `${random.chance(0.9) ? "/" : ""}${parts.join(random.pick(["", " ", "/"]))}`;
    const cell = text.replace(forbidden, "");
    return [cell, cell];
  },
  number(random) {
    const value = random.chance(0.2) ? random.below(2 ** 30) / 64 : Math.floor(random.next() * 10 ** random.below(15));
    return [value, value];
  },
  time(random) {
    const time = new Date(START + random.below(8640) * 300_000);
    const text = new Date(time.getTime() + 28_800_000).toISOString().slice(0, 16).replace("T", " ");
    return [text, time];
  },
};

function shuffled<T>(items: readonly T[], random: Random): T[] {
  const list = [...items];
  for (let i = list.length - 1; i > 0; i--) {
    const j = random.below(i + 1);
    [list[i], list[j]] = [list[j] as T, list[i] as T];
  }
  return list;
}
