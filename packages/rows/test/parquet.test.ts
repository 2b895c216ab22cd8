// What toParquet writes, as other programs read it: DuckDB and hyparquet.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { keptMemory } from "@cdn-export/test-support/kept-memory";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import fc from "fast-check";
import { parquetMetadata, parquetReadObjects } from "hyparquet";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { rows, tables, toCsv } from "../src/index.ts";
import { type ParquetOptions, toParquet } from "../src/parquet.ts";
import { all } from "./all.ts";

type Values = Record<string, unknown>;

const bytes = (text: string) => new TextEncoder().encode(text);
const ignored = () => {};

async function written(list: Iterable<Values> | AsyncIterable<Values>, options: ParquetOptions = {}): Promise<Buffer> {
  return Buffer.concat(await all(toParquet(list, { onWarning: ignored, ...options })));
}

/** The first table of a csv file as a Parquet file. */
async function converted(csv: string, options: ParquetOptions = {}): Promise<Buffer> {
  for await (const { rows, columns } of tables(bytes(csv))) return written(rows, { columns, ...options });
  throw new Error("The file has no table");
}

let folder: string;
let instance: DuckDBInstance;
let duck: DuckDBConnection;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "parquet-"));
  instance = await DuckDBInstance.create();
  duck = await instance.connect();
});
afterAll(async () => {
  duck.closeSync();
  instance.closeSync();
  await rm(folder, { recursive: true });
});

/** The result of a query about the file `$file`. */
async function inDuck(file: Uint8Array, sql: string): Promise<readonly Values[]> {
  const path = join(folder, "file.parquet");
  await writeFile(path, file);
  return (await duck.runAndReadAll(sql.replaceAll("$file", `'${path}'`))).getRowObjectsJson() as Values[];
}

const inHyparquet = (file: Buffer) =>
  parquetReadObjects({ file: file.buffer.slice(file.byteOffset, file.byteOffset + file.length) as ArrayBuffer });

const CSV = `Time,Domain,Traffic (Byte),Bandwidth (bit/s),Share (%),Note,Size (GB)
2026-11-08 10:05,www.example.com,1024,1.5,12.5,x,2.5
2026-11-08 10:10,www.example.com,,,,,
`;

describe("toParquet", () => {
  it("writes a type for each kind of column", async () => {
    expect(
      await inDuck(await converted(CSV), "select column_name, column_type from (describe select * from $file)"),
    ).toEqual(
      Object.entries({
        time: "TIMESTAMP WITH TIME ZONE",
        domain: "VARCHAR",
        traffic: "BIGINT",
        bandwidth: "DOUBLE",
        sharePercent: "DOUBLE",
        Note: "VARCHAR",
        "Size (GB)": "DOUBLE",
        otherCells: "VARCHAR",
      }).map(([column_name, column_type]) => ({ column_name, column_type })),
    );
  });

  it("writes cells, and null for those that are missing", async () => {
    const [first, second] = await inHyparquet(await converted(CSV));
    expect(first).toEqual({
      time: new Date("2026-11-08T10:05+08:00"),
      domain: "www.example.com",
      traffic: 1024n,
      bandwidth: 1.5,
      sharePercent: 12.5,
      Note: "x",
      "Size (GB)": 2.5,
      otherCells: null,
    });
    expect(second).toMatchObject({ traffic: null, bandwidth: null, "Size (GB)": null, Note: "", otherCells: null });
  });

  it("writes times in UTC, and the zone of the source in the metadata", async () => {
    const file = await converted("Time,End (UTC),Note\n2026-11-08 00:00,2026-11-08 00:00,\n");
    expect(await inDuck(file, `select epoch_ms("time") as "time", epoch_ms(endTime) as "endTime" from $file`)).toEqual([
      { time: String(Date.parse("2026-11-07T16:00Z")), endTime: String(Date.parse("2026-11-08T00:00Z")) },
    ]);
    const [{ value }] = (await inDuck(
      file,
      "select decode(value) as value from parquet_kv_metadata($file) where decode(key) = 'cdn-export.columns'",
    )) as [{ value: string }];
    expect(JSON.parse(value)).toEqual([
      { name: "time", heading: "Time", kind: "time", timeZone: "+08:00" },
      { name: "endTime", heading: "End (UTC)", kind: "time", timeZone: "+00:00" },
      { name: "Note", heading: "Note", kind: "text" },
    ]);
  });

  it("writes the query and the task in the metadata, without the task's link", async () => {
    const query = { action: "uv", domains: "all", from: 1, to: 2 };
    const task = {
      id: "42",
      createdAt: 3,
      requestIds: ["a"],
      sha256: "ff",
      download_link: "https://obs.example/?Signature=fake",
    };
    const { key_value_metadata } = parquetMetadata(new Uint8Array(await converted(CSV, { query, task })).buffer);
    const [of_query, of_task] = key_value_metadata ?? [];
    expect(of_query).toEqual({ key: "cdn-export.query", value: JSON.stringify(query) });
    expect(JSON.parse(of_task?.value ?? "")).toEqual({ id: "42", createdAt: 3, requestIds: ["a"], sha256: "ff" });
  });

  it("writes whole numbers beyond 2^53 exactly, up to the ends of int64", async () => {
    const list = ["9007199254740993", "9,223,372,036,854,775,807", "-9223372036854775808", "12"];
    const file = await converted(`Traffic (Byte)\n${list.map((digits) => `"${digits}"`).join("\n")}\n`);
    expect(await inHyparquet(file)).toEqual(
      list.map((digits) => ({ traffic: BigInt(digits.replaceAll(",", "")), otherCells: null })),
    );
    expect(await inDuck(file, "select sum(traffic)::varchar as total from $file")).toEqual([
      { total: String(9007199254740993n + 9223372036854775807n - 9223372036854775808n + 12n) },
    ]);
  });

  it("takes whole numbers as bigints", async () => {
    expect(await inHyparquet(await written([{ traffic: 9007199254740993n, bandwidth: 5 }]))).toEqual([
      { traffic: 9007199254740993n, bandwidth: 5, otherCells: null },
    ]);
  });

  it.each([
    ["text among numbers", "Traffic (Byte)", "007"],
    ["a fraction of a byte", "Traffic (Byte)", "1.5"],
    ["a number beyond int64", "Traffic (Byte)", "9223372036854775808"],
    ["a time that isn't one", "Time", "yesterday"],
    ["text under an unknown heading with a unit", "Size (GB)", "much"],
  ])("keeps %s in otherCells, under its heading, and warns once", async (_, heading, cell) => {
    const warnings: string[] = [];
    const file = await converted(`${heading},Domain\n,a\n${cell},b\n${cell},c\n`, {
      onWarning: (message) => warnings.push(message),
    });
    const found = await inHyparquet(file);
    expect(
      found.map(({ otherCells }) => otherCells && Object.values(JSON.parse(otherCells as string)).map(String)),
    ).toEqual([null, [cell], [cell]]);
    expect(found.map((row) => Object.values(row)[0])).toEqual([null, null, null]);
    const shown = JSON.stringify(heading);
    expect(warnings).toEqual([`Row 2 has a cell under ${shown} that no column can hold: it is in otherCells`]);
  });

  it("keeps cells of columns with the same heading apart in otherCells", async () => {
    const file = await converted("Requests,Requests,Requests\nx,y,9223372036854775808\n");
    expect(await inHyparquet(file)).toEqual([
      {
        requests: null,
        "Requests (2)": null,
        "Requests (3)": null,
        otherCells: '{"Requests":"x","Requests (2)":"y","Requests (3)":"9223372036854775808"}',
      },
    ]);
  });

  it("keeps cells beyond the last heading in otherCells", async () => {
    const list = [{ url: "/a", "Column 2": "5" }, { url: "/b" }];
    expect(await inHyparquet(await written(list, { columns: [{ key: "url" }] }))).toEqual([
      { url: "/a", otherCells: '{"Column 2":"5"}' },
      { url: "/b", otherCells: null },
    ]);
  });

  it("numbers names that differ only in case, because SQL ignores case", async () => {
    const file = await converted("Hot,HOT,otherCells,__proto__\na,b,c,d\n");
    expect(
      await inDuck(file, `select Hot, "HOT (2)", otherCells, __proto__ as proto, "otherCells (2)" from $file`),
    ).toEqual([{ Hot: "a", "HOT (2)": "b", otherCells: "c", proto: "d", "otherCells (2)": null }]);
  });

  it.each([
    ["with columns", [{ key: "url" }, { key: "requests" }], ["url", "requests", "otherCells"]],
    ["without columns", undefined, ["otherCells"]],
  ])("writes a file without rows, %s", async (_, columns, names) => {
    const file = await written([], columns && { columns });
    expect(await inDuck(file, "select count(*)::int as n from $file")).toEqual([{ n: 0 }]);
    expect(await inDuck(file, "select column_name as name from (describe select * from $file)")).toEqual(
      names.map((name) => ({ name })),
    );
    expect(await inHyparquet(file)).toEqual([]);
  });

  it("takes the columns of the first row, but not its cells that no column can hold", async () => {
    const file = await written(rows(bytes("URL,Requests\n/a,007\n/b,8\n")));
    expect(await inHyparquet(file)).toEqual([
      { url: "/a", requests: null, otherCells: '{"Requests":"007"}' },
      { url: "/b", requests: 8n, otherCells: null },
    ]);
  });

  it("writes a column that rows got a key for", async () => {
    const own = { edge: { kind: "number", unit: "count", headings: ["Edge requests"] } } as const;
    for await (const { columns, rows } of tables(bytes("Edge requests,URL\n5,/a\n"), { columns: own }))
      expect(await inHyparquet(await written(rows, { columns }))).toEqual([{ edge: 5n, url: "/a", otherCells: null }]);
  });

  it("writes a group after so many rows, or so much text", async () => {
    const groupsOf = (file: Buffer) =>
      parquetMetadata(new Uint8Array(file).buffer).row_groups.map((group) => Number(group.num_rows));
    const list = Array.from({ length: 25 }, (_, i) => ({ url: `/${i}` }));
    expect(groupsOf(await written(list, { rowGroupSize: 10 }))).toEqual([10, 10, 5]);
    const long = Array.from({ length: 3 }, (_, i) => ({ url: `/${i}`.padEnd(17 << 20, "x") }));
    expect(groupsOf(await written(long))).toEqual([2, 1]);
    const wide = Object.fromEntries(Array.from({ length: 3000 }, (_, i) => [`Note ${i}`, ""]));
    expect(groupsOf(await written(Array.from({ length: 1000 }, () => wide)))).toEqual([699, 301]);
    await expect(written([], { rowGroupSize: 0 })).rejects.toThrow(
      "rowGroupSize must be a whole number of at least 1, not 0",
    );
  });

  it("ends with the error of the rows, and closes them when the reader stops", async () => {
    await expect(converted('URL,Requests\n/a,5\n/b,"5\n')).rejects.toThrow("damaged or was cut off");
    let isClosed = false;
    async function* list() {
      try {
        for (;;) yield { url: "/a" };
      } finally {
        isClosed = true;
      }
    }
    for await (const _ of toParquet(list(), { rowGroupSize: 5 })) break;
    expect(isClosed).toBe(true);
  });
});

const text = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 12 }),
  fc.string({
    unit: fc.constantFrom('"', ",", "\n", "\r", "\0", "=", "a", "中", "😀", "\u{10ffff}", " "),
    maxLength: 40,
  }),
);
const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
const row = fc.record({
  time: fc.option(fc.date({ noInvalidDate: true })),
  domain: fc.constantFrom("www.example.com", "img.example.com"),
  url: fc.option(text),
  traffic: fc.option(int64),
  requests: fc.option(fc.maxSafeInteger()),
  bandwidth: fc.option(fc.double({ noNaN: true })),
  "Size (GB)": fc.option(fc.double()),
});

describe("rows of what toParquet wrote", () => {
  const options = {
    columns: ["time", "domain", "url", "traffic", "requests", "bandwidth", "Size (GB)"].map((key) => ({ key })),
  };
  const stored = (given: Values): Values => ({
    ...given,
    requests: given.requests === null ? null : BigInt(given.requests as number),
    otherCells: null,
  });

  it("are the written rows, in groups of any size", { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { maxLength: 60 }),
        fc.integer({ min: 1, max: 70 }),
        async (list, rowGroupSize) => {
          const file = await written(list, { ...options, rowGroupSize });
          expect(await inHyparquet(file)).toEqual(list.map(stored));
        },
      ),
      { seed: 20261130, numRuns: 300 },
    );
  });

  it("are the rows of the csv file, for DuckDB", { timeout: 60_000 }, async () => {
    const time = fc.date({ min: new Date(0), max: new Date("2099-01-01"), noInvalidDate: true });
    const url = text.map((value) => value.replaceAll("\0", ""));
    const ofCsv = fc.record({ time, url, traffic: fc.oneof(int64.map(String), url) });
    await fc.assert(
      fc.asyncProperty(fc.array(ofCsv, { minLength: 1, maxLength: 20 }), async (list) => {
        const csv = (await all(toCsv(list))).join("");
        const sql = "select epoch_ms(time) as time, url, traffic, otherCells from $file";
        const found = await inDuck(await converted(csv), sql);
        expect(found).toEqual(
          list.map(({ time, url, traffic }, i) => ({
            time: String(time.valueOf()),
            url,
            // Text that looks like a number in another form is one, too.
            ...(isInt64(traffic)
              ? { traffic, otherCells: null }
              : { traffic: found[i]?.traffic, otherCells: found[i]?.otherCells }),
          })),
        );
        const others = found.map(({ otherCells }) => Object.values(JSON.parse(String(otherCells)) ?? {}));
        for (const [i, { traffic }] of list.entries())
          if (found[i]?.traffic === null && !NOTHING.includes(traffic.trim()))
            expect(others[i]?.map(String)).toEqual([traffic]);
      }),
      { seed: 20261130, numRuns: 100 },
    );
  });
});

const HEADINGS = [
  ...[
    "URL",
    "Url",
    "Traffic (Byte)",
    "流量（Byte）",
    "Traffic (GB)",
    "Requests",
    "Requests (2)",
    "requests (2)",
    "Rank",
  ],
  ...["Time", "Time (UTC)", "End", "Share (%)", "Note", "NOTE", "otherCells", "othercells", "Column 2", ""],
];
const CELLS = [
  ...["", "-", "null", "1", "007", "1.5", "1,234", "1e3", "1e400", "0x10", "10%", "true", "x\ny", "中", "=1+1", "\\N"],
  ...["9007199254740993", "9223372036854775807", "9223372036854775808", "2026-11-01", "9999-12-31 23:59:59"],
];

it("no cell is lost, whatever the headings and cells of a file are", { timeout: 60_000 }, async () => {
  const file = fc.integer({ min: 1, max: 6 }).chain((width) => {
    const line = (cells: readonly string[]) =>
      fc.array(fc.constantFrom(...cells), { minLength: width, maxLength: width });
    return fc.tuple(line(HEADINGS), fc.array(line(CELLS), { minLength: 1, maxLength: 6 }));
  });
  const isFound = (value: unknown, columns: readonly unknown[], others: readonly unknown[]) => {
    const texts = [...columns, ...others].map(textOf);
    // Digits that a number can't hold are in a column of whole numbers.
    const isNumber =
      typeof value === "number" && texts.some((text) => text !== "" && Number(text.replaceAll(",", "")) === value);
    return isNumber || texts.includes(textOf(value)) || texts.includes(textOf(value).replaceAll(",", ""));
  };
  await fc.assert(
    fc.asyncProperty(file, async ([headings, lines]) => {
      const quoted = [headings, ...lines].map((cells) => cells.map((cell) => `"${cell}"`).join(","));
      for await (const { columns, rows } of tables(bytes(`${quoted.join("\n")}\n`), { onWarning: ignored })) {
        const list = await all(rows);
        const found = await inHyparquet(await written(list, { columns }));
        expect(found).toHaveLength(list.length);
        for (const [i, row] of list.entries()) {
          const cells = Object.values(found[i] ?? {});
          const others = Object.values(JSON.parse(String(cells.pop() ?? "{}")));
          for (const value of Object.values(row))
            if (!NOTHING.includes(textOf(value).trim())) expect(isFound(value, cells, others)).toBe(true);
        }
      }
    }),
    { seed: 20261130, numRuns: 300 },
  );
});

const textOf = (value: unknown) => (value instanceof Date ? value.toISOString() : String(value ?? ""));
const NOTHING = ["", "-", "--", "N/A", "null"];

function isInt64(text: string): boolean {
  return /^(?:0|-?[1-9]\d*)$/.test(text) && BigInt.asIntN(64, BigInt(text)) === BigInt(text);
}

describe("a million rows", () => {
  it("are written in memory that doesn't grow", { timeout: 120_000 }, async () => {
    const count = 1_000_000;
    function* list() {
      for (let i = 0; i < count; i++)
        yield { time: new Date(Date.UTC(2026, 10, 1, 0, 5 * (i % 8000))), url: `/path/${i}`, traffic: i * 12_345 };
    }
    const before = keptMemory();
    let most = 0;
    const path = join(folder, "large.parquet");
    await writeFile(
      path,
      (async function* () {
        for await (const part of toParquet(list())) {
          yield part;
          most = Math.max(most, keptMemory() - before);
        }
      })(),
    );
    const result = await duck.runAndReadAll(`select count(*)::int, sum(traffic)::bigint from '${path}'`);
    expect(result.getRowsJson()).toEqual([[count, String((BigInt(count) * BigInt(count - 1) * 12_345n) / 2n)]]);
    expect(most).toBeLessThan(16 << 20);
  });
});
