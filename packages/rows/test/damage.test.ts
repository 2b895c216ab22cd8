// Damaged, hostile and incomplete files end with an error, never with other rows.

import { CdnExportError, CorruptFileError } from "@cdn-export/api/base-error";
import { concat } from "@cdn-export/api/bytes";
import { keptMemory } from "@cdn-export/test-support/kept-memory";
import { gzipSync, strToU8, zipSync } from "fflate";
import { writeXlsx } from "hucre/xlsx";
import { describe, expect, it } from "vitest";
import { type RowsInput, rows } from "../src/index.ts";
import { all } from "./all.ts";

const lines = Array.from({ length: 300 }, (_, i) => [`/${Math.sin(i)}`, Math.floor(1e6 * Math.cos(i) ** 2)] as const);
const csv = strToU8(`URL,Requests\n${lines.map((line) => line.join(",")).join("\n")}\n`);
const files: [string, () => Promise<Uint8Array>][] = [
  ["gzip", async () => gzipSync(csv)],
  ["gzip in two parts", async () => concat([gzipSync(csv), gzipSync(csv.subarray("URL,Requests\n".length))])],
  ["zip", async () => zipSync({ "a.csv": csv, "b.csv": csv })],
  [
    "xlsx",
    async () => writeXlsx({ sheets: [{ name: "S", rows: [["URL", "Requests"], ...lines.map((l) => [...l])] }] }),
  ],
];

const count = async (input: RowsInput) => (await all(rows(input))).length;

async function* inPieces(file: Uint8Array, size: number) {
  for (let at = 0; at < file.length; at += size) yield file.subarray(at, at + size);
}

describe.each(files)("a file of type %s", { timeout: 60_000 }, (type, make) => {
  it("is rejected wherever it is cut off", async () => {
    const file = await make();
    const whole = await count(file);
    expect(whole % 300).toBe(0);
    // Shorter pieces aren't recognised as gzip or zip.
    const step = Math.ceil(file.length / 60);
    for (let length = 10; length < file.length; length += length > file.length - 40 ? 1 : step) {
      const error = await count(inPieces(file.subarray(0, length), 1000)).catch((reason) => reason);
      expect(error, `${length} of ${file.length} bytes`).toBeInstanceOf(CorruptFileError);
      expect(error.message).not.toContain("\n");
    }
  });

  it("never yields other rows when a bit is flipped", async () => {
    const file = await make();
    const expected = await all(rows(file));
    for (let i = 0; i < 80; i++) {
      const at = Math.floor((i * file.length) / 80);
      const flipped = file.slice();
      flipped[at] = (flipped[at] ?? 0) ^ (1 << (i % 8));
      const found = await all(rows(flipped)).catch((error: unknown) => error);
      if (found instanceof Error) expect(found).toBeInstanceOf(CorruptFileError);
      else expect(found, `byte ${at} of the ${type} file`).toEqual(expected);
    }
  });

  it("passes on an error of its source unchanged", async () => {
    const failure = new CdnExportError("NO_CONNECTION", "The download was cut");
    const file = await make();
    async function* failing() {
      yield file.subarray(0, 600);
      throw failure;
    }
    await expect(count(failing())).rejects.toBe(failure);
  });
});

describe("a file that isn't a table", () => {
  it.each([
    ["a page", "<html><body>Forbidden</body></html>", "The file is markup (an error page?)"],
    ["JSON", '{"error":{}}', "The file is JSON (an error?)"],
    ["an empty file", "", "The file is empty"],
    ["another file", "\0\u0001\u0002", "The file has an unknown type"],
  ])("is rejected: %s", async (_, text, message) => {
    const error = await count(strToU8(text)).catch((reason) => reason);
    expect(error).toBeInstanceOf(CorruptFileError);
    expect(error.message).toContain(message);
  });

  it("is rejected: a csv file with an open quote", async () => {
    await expect(count(strToU8('URL\n/a\n"/b\n/c\n'))).rejects.toThrow(
      "The csv file is damaged or was cut off: A quote that opens after record 2 isn't closed",
    );
  });
});

describe("a hostile file", () => {
  it("with an endless record is rejected early", async () => {
    let given = 0;
    async function* endless() {
      yield strToU8('URL\n"');
      for (;;) {
        given += 65_536;
        yield new Uint8Array(65_536).fill(97);
      }
    }
    await expect(count(endless())).rejects.toThrow("isn't closed");
    expect(given).toBeLessThan(32 << 20);
  });

  it("that unpacks to a thousand times its size is read in constant memory", { timeout: 60_000 }, async () => {
    const bomb = zipSync({ "a.csv": [strToU8(`URL\n${"/aaaaaaa\n".repeat(2 << 20)}`), { level: 9 }] });
    expect(bomb.length).toBeLessThan(1 << 20);
    const before = keptMemory();
    let [n, most] = [0, 0];
    for await (const _ of rows(bomb)) if (n++ % 100_000 === 0) most = Math.max(most, keptMemory() - before);
    expect(n).toBe(2 << 20);
    expect(most).toBeLessThan(16 << 20);
  });
});
