// Archives as other programs write them, and damaged ones.
import { CorruptFileError } from "@cdn-export/api/base-error";
import { strToU8, Zip, ZipDeflate, ZipPassThrough, zipSync } from "fflate";
import { writeXlsx } from "hucre/xlsx";
import { describe, expect, it } from "vitest";
import { rows, tables } from "../src/index.ts";
import { all } from "./all.ts";

const CSV = strToU8("URL,Requests\n/a,1\n/b,2\n");
const ROWS = [
  { url: "/a", requests: 1 },
  { url: "/b", requests: 2 },
];

/** `cat a.csv | zip a.zip -` of Info-ZIP 3.0: zip64 records that the end record doesn't need. */
const PIPED = Buffer.from(
  "UEsDBC0AAAAAABk8fl0PrMnz//////////8BABQALQEAEAAXAAAAAAAAABcAAAAAAAAAVVJMLFJlcXVlc3RzCi9hLDEKL2IsMgpQSwECHgMtAAAAAAAZPH5dD6zJ8xcAAAAXAAAAAQAAAAAAAAABAAAAgBEAAAAALVBLBgYsAAAAAAAAAB4DLQAAAAAAAAAAAAEAAAAAAAAAAQAAAAAAAAAvAAAAAAAAAEoAAAAAAAAAUEsGBwAAAAB5AAAAAAAAAAEAAABQSwUGAAAAAAEAAQAvAAAASgAAAAAA",
  "base64",
);

/** Flips each bit in turn. */
async function flipEach(file: Uint8Array, expected: unknown, step = 1): Promise<void> {
  for (let bit = 0; bit < file.length * 8; bit += step) {
    const damaged = Uint8Array.from(file);
    damaged[bit >> 3] = (damaged[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    const found = await all(rows(damaged)).catch((error) => error);
    if (found instanceof Error) expect(found, `bit ${bit}`).toBeInstanceOf(CorruptFileError);
    else expect(found, `bit ${bit}`).toEqual(expected);
  }
}

describe("zip64", () => {
  it("is read as Info-ZIP writes it from a pipe", async () => {
    expect(await all(rows(PIPED))).toEqual(ROWS);
  });

  it("is rejected when its records contradict the end record", async () => {
    const contradicting = Uint8Array.from(PIPED);
    // The offset of the directory.
    const at = contradicting.length - 22 - 20 - 8;
    contradicting[at] = (contradicting[at] ?? 0) + 1;
    await expect(all(rows(contradicting))).rejects.toThrow("The zip file is damaged or was cut off");
  });

  it("never yields other rows when a bit is flipped", async () => {
    await flipEach(PIPED, ROWS);
  });
});

describe("an archive whose sizes follow the data", () => {
  const streamed = (files: Record<string, Uint8Array>, isStored: boolean): Uint8Array => {
    const parts: Uint8Array[] = [];
    const zip = new Zip((_, data) => parts.push(data));
    for (const [name, bytes] of Object.entries(files)) {
      const entry = isStored ? new ZipPassThrough(name) : new ZipDeflate(name);
      zip.add(entry);
      entry.push(bytes, true);
    }
    zip.end();
    return Buffer.concat(parts);
  };

  it.each([true, false])("is read with workbooks in it (stored: %s)", async (isStored) => {
    const cells = [["URL", "Requests"], ...Array.from({ length: 9 }, (_, i) => [`/${i}`, i])];
    const book = await writeXlsx({ sheets: [{ name: "S", rows: cells }] });
    // The headers of the workbook's own entries also occur in the data, and a whole archive within the archive.
    const inner = zipSync({ "inner.csv": [CSV, { level: 0 }] }, { level: 0 });
    const file = streamed({ "a.xlsx": book, "b.zip": inner, "c.csv": CSV }, isStored);
    expect(await all(rows(file))).toHaveLength(9 + 2 + 2);
    await flipEach(file, await all(rows(file)), 97);
  });
});

describe("an archive that can't be read", () => {
  it.each<[string, number, number, string]>([
    ["with a password", 6, 1, "The zip file can't be read: file contains encrypted entry. Remove the password first"],
    [
      "in bzip2",
      8,
      12,
      "The zip file can't be read: compression method not supported. Unpack it with the program that packed it",
    ],
  ])("says why: %s", async (_, field, value, message) => {
    const file = zipSync({ "a.csv": [CSV, { level: 0 }] });
    // The field is two bytes later in the directory.
    const directory = new DataView(file.buffer).getUint32(file.length - 6, true);
    for (const at of [field, directory + field + 2]) file[at] = (file[at] ?? 0) | value;
    await expect(all(rows(file))).rejects.toMatchObject({ code: "BAD_ZIP", message });
  });
});

describe("a large directory", () => {
  it("is checked, too", { timeout: 60_000 }, async () => {
    const names = Array.from({ length: 3000 }, (_, i) => `${"folder/".repeat(16)}${i}.csv`);
    const file = zipSync(Object.fromEntries(names.map((name) => [name, [strToU8("URL\n/a\n"), { level: 0 }]])));
    expect(await all(rows(file))).toHaveLength(3000);
    const cut = file.slice();
    // One entry less in the end record.
    cut[cut.length - 12] = (cut[cut.length - 12] ?? 0) - 1;
    await expect(all(rows(cut))).rejects.toThrow("damaged");
    const renamed = file.slice();
    renamed[renamed.length - 5000] = (renamed[renamed.length - 5000] ?? 0) ^ 1;
    await expect(all(rows(renamed))).rejects.toThrow("damaged");
  });
});

describe("the name of a file in an archive", () => {
  /** A stored zip file with one entry whose name and extra field are given as bytes. */
  const zipOf = (name: readonly number[], { flags = 0, extra = [] as readonly number[] } = {}): Uint8Array => {
    const plain = zipSync({ [String.fromCharCode(...name)]: [CSV, { level: 0 }] });
    const crc = plain.subarray(14, 18);
    const u16 = (value: number) => [value & 255, value >> 8];
    const u32 = (value: number) => [...u16(value & 0xffff), ...u16(value >>> 16)];
    const common = [20, 0, ...u16(flags), 0, 0, 0, 0, 0x21, 0, ...crc, ...u32(CSV.length), ...u32(CSV.length)];
    const local = [...u32(0x04034b50), ...common, ...u16(name.length), ...u16(extra.length), ...name, ...extra, ...CSV];
    const central = [
      ...[...u32(0x02014b50), 20, 0, ...common, ...u16(name.length), ...u16(extra.length)],
      ...[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, ...name, ...extra],
    ];
    const end = [...u32(0x06054b50), 0, 0, 0, 0, 1, 0, 1, 0, ...u32(central.length), ...u32(local.length), 0, 0];
    return new Uint8Array([...local, ...central, ...end]);
  };
  const nameIn = async (file: Uint8Array) => {
    const names: (string | undefined)[] = [];
    for await (const { file: name } of tables(file)) names.push(name);
    return names;
  };
  const utf8 = [...new TextEncoder().encode("域名统计.csv")];
  const gbk = [0xd3, 0xf2, 0xc3, 0xfb, 0xcd, 0xb3, 0xbc, 0xc6, 0x2e, 0x63, 0x73, 0x76];

  it("is UTF-8 with the flag for it, and without it if it is valid UTF-8", async () => {
    expect(await nameIn(zipOf(utf8, { flags: 0x800 }))).toEqual(["域名统计.csv"]);
    expect(await nameIn(zipOf(utf8))).toEqual(["域名统计.csv"]);
  });

  it("is GB 18030 if it isn't valid UTF-8", async () => {
    expect(await nameIn(zipOf(gbk))).toEqual(["域名统计.csv"]);
  });

  it("is the one of the Unicode path field, if that belongs to it", async () => {
    const field = (crc: number) => [
      0x75,
      0x70,
      5 + utf8.length,
      0,
      1,
      ...[0, 8, 16, 24].map((s) => (crc >>> s) & 255),
      ...utf8,
    ];
    expect(await nameIn(zipOf([0x61], { extra: field(0xe8b7be43) }))).toEqual(["域名统计.csv"]);
    expect(await nameIn(zipOf([0x61], { extra: field(0x12345678) }))).toEqual(["a"]);
  });
});
