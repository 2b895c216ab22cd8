// What toCsv and toNdjson write, and that rows reads it back.

import { keptMemory } from "@cdn-export/test-support/kept-memory";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CsvOptions, rows, toCsv, toNdjson } from "../src/index.ts";
import { all } from "./all.ts";

type Values = Record<string, unknown>;

const SEED = { seed: 20261124, numRuns: 300 };
const bytes = (text: string) => new TextEncoder().encode(text);
const written = async (list: Values[], options?: CsvOptions) => (await all(toCsv(list, options))).join("");

describe("toCsv", () => {
  it("writes headings and rows: quotes where needed, times in ISO 8601, null as an empty cell", async () => {
    const time = new Date("2026-11-08T10:05:00+08:00");
    expect(await written([{ time, url: '/a,"b"\n', requests: 5, sharePercent: null, ok: true }])).toBe(
      'time,url,requests,sharePercent,ok\r\n2026-11-08T02:05:00.000Z,"/a,""b""\n",5,,true\r\n',
    );
  });

  it("writes the requested columns, and rejects a row with unexpected ones", async () => {
    const list = [
      { a: 1, b: 2 },
      { b: 3, c: 4 },
    ];
    expect(await written(list, { columns: ["b", "c"] })).toBe("b,c\r\n2,\r\n3,4\r\n");
    await expect(written(list)).rejects.toThrow(
      'Row 2 has a column "c", which row 1 lacks. Say which columns to write: toCsv(rows, { columns: [...] })',
    );
  });

  it("doesn't change formulas, unless guardFormulas is set", async () => {
    const list = [{ userAgent: "=1+1", path: "@x", requests: -5 }];
    expect(await written(list)).toContain("\r\n=1+1,@x,-5\r\n");
    expect(await written(list, { guardFormulas: true })).toContain("\r\n'=1+1,'@x,-5\r\n");
  });

  it.each(["=1+1", "+1", "-1", "@x", "＝1+1", "＋1", "－1", "＠x", "\t=1", "\r=1", "\n=1"])(
    "guards %j, which a spreadsheet would run",
    async (text) => {
      const guarded = await written([{ userAgent: text }], { guardFormulas: true });
      expect(guarded.replaceAll('"', "")).toBe(`userAgent\r\n'${text}\r\n`);
    },
  );

  it("starts with a byte order mark if bom is set", async () => {
    expect(await written([{ url: "/中" }], { bom: true })).toBe("\uFEFFurl\r\n/中\r\n");
    expect(await written([])).toBe("");
    expect(await written([], { columns: ["url"] })).toBe("url\r\n");
  });

  it("comes in pieces", async () => {
    const pieces = await all(toCsv(Array.from({ length: 10_000 }, (_, i) => ({ url: `/${i}` }))));
    expect(pieces.length).toBeGreaterThan(2);
    expect(pieces.join("").split("\r\n")).toHaveLength(10_002);
  });
});

describe("toNdjson", () => {
  it("writes one object on each line", async () => {
    const list = [{ time: new Date(0), url: "/a\n", requests: null }, { 占比: "x" }];
    expect((await all(toNdjson(list))).join("")).toBe(
      '{"time":"1970-01-01T00:00:00.000Z","url":"/a\\n","requests":null}\n{"占比":"x"}\n',
    );
  });
});

const text = fc.string({ unit: "grapheme", maxLength: 12 });
const special = fc.string({
  unit: fc.constantFrom('"', ",", "\n", "\r", ";", "\t", "=", "a", "中", "😀", " "),
  maxLength: 8,
});
const anyText = fc.oneof(text, special);
const row = fc.record({
  time: fc.option(fc.date({ min: new Date(0), max: new Date("2099-01-01"), noInvalidDate: true })),
  url: anyText,
  requests: fc.option(fc.maxSafeInteger()),
  sharePercent: fc.option(
    fc
      .double({ noNaN: true, noDefaultInfinity: true })
      .filter((n) => !Object.is(n, -0) && Number.isSafeInteger(n) === Number.isInteger(n)),
  ),
  userAgent: anyText,
  // An unknown column.
  "x-own": anyText.filter((value) => value !== ""),
});

describe("rows of what toCsv wrote", () => {
  it("are the written rows, in pieces of any size", { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 1, max: 40 }),
        async (list, size) => {
          const file = bytes(await written(list));
          async function* pieces() {
            for (let at = 0; at < file.length; at += size) yield file.subarray(at, at + size);
          }
          expect(await all(rows(pieces()))).toEqual(list);
        },
      ),
      SEED,
    );
  });
});

describe("a large csv file", () => {
  it("is read in constant memory", { timeout: 60_000 }, async () => {
    const chunk = bytes("/a/path/of/some/length.jpg,12345,2026-11-08 10:05:00\n".repeat(1200));
    const size = 48 << 20;
    async function* file() {
      yield bytes("url,requests,time\n");
      for (let sent = 0; sent < size; sent += chunk.length) yield chunk;
    }
    const before = keptMemory();
    let [count, most] = [0, 0];
    for await (const _ of rows(file())) {
      if (count++ % 100_000 === 0) most = Math.max(most, keptMemory() - before);
    }
    expect(count).toBe(Math.ceil(size / chunk.length) * 1200);
    expect(most).toBeLessThan(8 << 20);
  });
});
