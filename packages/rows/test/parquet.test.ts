// What toParquet writes, as other programs read it: DuckDB and hyparquet.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { parquetMetadata, parquetReadObjects } from "hyparquet";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { tables } from "../src/index.ts";
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
});
