// Files as other programs and people write them.
import { gzipSync, strToU8, zipSync } from "fflate";
import { writeXlsx } from "hucre/xlsx";
import { describe, expect, it, vi } from "vitest";
import { type RowsInput, type RowsOptions, rows, tables } from "../src/index.ts";
import { all } from "./all.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

const read = (input: RowsInput | string, options?: RowsOptions) =>
  all(rows(typeof input === "string" ? bytes(input) : input, options));

describe("gzip", () => {
  it("is read from several members, with zeros after them", async () => {
    const parts = ["URL,Requests\n/a,1\n", "/b,2\n"].map((text) => gzipSync(strToU8(text)));
    for (const padding of [0, 512]) {
      const file = new Blob([...parts, new Uint8Array(padding)] as Uint8Array<ArrayBuffer>[]);
      expect(await read(file)).toEqual([
        { url: "/a", requests: 1 },
        { url: "/b", requests: 2 },
      ]);
    }
  });

  it("is rejected if something follows the zeros, which may be a damaged member", async () => {
    const parts = ["URL,Requests\n/a,1\n", "/b,2\n"].map((text) => gzipSync(strToU8(text)));
    for (const zeros of [1, 512, 200_000]) {
      const file = new Blob([parts[0], new Uint8Array(zeros), parts[1]] as Uint8Array<ArrayBuffer>[]);
      await expect(read(file)).rejects.toMatchObject({ code: "BAD_GZIP" });
    }
  });
});

describe("csv", () => {
  const expected = [
    { url: "/a", requests: 1 },
    { url: "/b", requests: 2 },
  ];
  it.each([
    ["plain", "URL,Requests\n/a,1\n/b,2\n"],
    ["with CRLF", "URL,Requests\r\n/a,1\r\n/b,2\r\n"],
    ["with CR", "URL,Requests\r/a,1\r/b,2\r"],
    ["with a byte order mark", "\uFEFFURL,Requests\n/a,1\n/b,2\n"],
    ["with tabs", "URL\tRequests\n/a\t1\n/b\t2\n"],
    ["with semicolons", "URL;Requests\n/a;1\n/b;2\n"],
    ["with bars", "URL|Requests\n/a|1\n/b|2\n"],
    ["all quoted", '"URL","Requests"\r\n"/a","1"\r\n"/b","2"\r\n'],
    ["with empty lines", "\n\nURL,Requests\n\n/a,1\n\n,\n/b,2\n\n"],
    ["with spaces around headings and numbers", " URL , Requests \n/a, 1 \n/b, 2 \n"],
  ])("is read %s", async (_, text) => {
    expect(await read(text)).toEqual(expected);
  });

  it("is read without a last line end, and reports that it may be cut off", async () => {
    const onWarning = vi.fn();
    expect(await read("URL,Requests\n/a,1\n/b,2", { onWarning })).toEqual(expected);
    expect(onWarning.mock.calls).toEqual([["The last record has no line end: the file may be cut off"]]);
    // An archive has a checksum.
    expect(await read(gzipSync(strToU8("URL,Requests\n/a,1\n/b,2")), { onWarning })).toEqual(expected);
    expect(onWarning).toHaveBeenCalledTimes(1);
  });

  it("keeps quotes, delimiters and line ends within quotes", async () => {
    expect(await read('URL,User-Agent\n"/a,b","say ""hi""\r\nthere"\n"/c","5"" disk"\n')).toEqual([
      { url: "/a,b", userAgent: 'say "hi"\r\nthere' },
      { url: "/c", userAgent: '5" disk' },
    ]);
  });

  it("keeps quotes as text if no cell is quoted", async () => {
    expect(await read('URL,User-Agent\n/c,5" disk\n')).toEqual([{ url: "/c", userAgent: '5" disk' }]);
  });

  it.each(["utf-16le", "utf-16be"])("is read in %s", async (encoding) => {
    const buffer = new ArrayBuffer(2 * "\uFEFF路径,请求数\n/中,1\n".length);
    [..."\uFEFF路径,请求数\n/中,1\n"].forEach((char, i) => {
      new DataView(buffer).setUint16(2 * i, char.charCodeAt(0), encoding === "utf-16le");
    });
    expect(await read(buffer)).toEqual([{ path: "/中", requests: 1 }]);
  });

  it("is read in GB 18030", async () => {
    // 路径,请求数 and /中,1
    const gbk = [0xc2, 0xb7, 0xbe, 0xb6, 0x2c, 0xc7, 0xeb, 0xc7, 0xf3, 0xca, 0xfd, 0x0a, 0x2f, 0xd6, 0xd0, 0x2c, 0x31];
    expect(await read(new Uint8Array([...gbk, 0x0a]))).toEqual([{ path: "/中", requests: 1 }]);
  });

  it("stays UTF-8 if a user agent has a stray byte, and reports it", async () => {
    const file = new Uint8Array([...bytes("用户代理,请求数\nMozilla "), 0xe9, ...bytes(",1\n")]);
    const onWarning = vi.fn();
    expect(await read(file, { onWarning })).toEqual([{ userAgent: "Mozilla \uFFFD", requests: 1 }]);
    expect(onWarning.mock.calls).toEqual([["The file has 1 places that aren't valid UTF-8: they are read as U+FFFD"]]);
  });

  it("keeps the preamble above its headings", async () => {
    const file = "Report of www.example.com\nFrom,2026-11-01\n\nURL,Requests\n/a,1\n";
    expect.assertions(3);
    for await (const { preamble, columns, rows: found } of tables(bytes(file))) {
      expect(preamble).toEqual([["Report of www.example.com"], ["From", "2026-11-01"]]);
      expect(columns).toEqual([
        { key: "url", heading: "URL", kind: "text" },
        { key: "requests", heading: "Requests", kind: "number", unit: "count" },
      ]);
      expect(await all(found)).toEqual([{ url: "/a", requests: 1 }]);
    }
  });

  it("without known headings takes the first line that is as wide as the rows", async () => {
    const onWarning = vi.fn();
    expect(await read("Report\nfoo,bar\nx,007\n", { onWarning })).toEqual([{ foo: "x", bar: "007" }]);
    expect(onWarning.mock.calls).toEqual([
      ["No heading is known: record 2 is read as the headings, because the records above it have fewer cells"],
    ]);
  });

  it("without headings loses no row", async () => {
    expect(await read("/a,1\n/b,2\n")).toEqual([
      { "Column 1": "/a", "Column 2": "1" },
      { "Column 1": "/b", "Column 2": "2" },
    ]);
  });

  it("with headings alone, or without content, has no rows", async () => {
    expect(await read("URL,Requests\n")).toEqual([]);
    expect(await read("\uFEFF")).toEqual([]);
    expect(await read("\n\n")).toEqual([]);
  });
});

describe("a heading", () => {
  it.each([
    ["Traffic (Byte)", "traffic", 5],
    ["流量（Byte）", "traffic", 5],
    ["流量(字节)", "traffic", 5],
    ["traffic", "traffic", 5],
    // A GB may have 1000^3 or 1024^3 bytes: nothing is converted.
    ["Traffic (GB)", "Traffic (GB)", 5],
    ["带宽（bit/s）", "bandwidth", 5],
    ["Bandwidth (Mbit/s)", "Bandwidth (Mbit/s)", 5],
    ["请求数（次）", "requests", 5],
    ["占比（%）", "sharePercent", 5],
    ["sharePercent", "sharePercent", 5],
    ["HIT_REQUESTS", "hitRequests", 5],
    ["Cache hits", "Cache hits", "5"],
    ["__proto__", "__proto__", "5"],
    ["constructor", "constructor", "5"],
    ["", "Column 2", "5"],
  ])("%j becomes %s", async (heading, key, value) => {
    const [row] = await read(`URL,${heading}\n/a,5\n`);
    expect(Object.entries(row ?? {})).toEqual([
      ["url", "/a"],
      [key, value],
    ]);
  });

  it("that repeats, also in another language, gives two columns", async () => {
    expect(await read("Requests,请求数,foo,foo,requests (2)\n1,2,3,4,5\n")).toEqual([
      { requests: 1, 请求数: 2, foo: "3", "foo (2)": "4", "requests (2)": "5" },
    ]);
  });

  it("can be added, and overrides", async () => {
    const columns = { hits: { kind: "number", headings: ["Cache hits"] }, url: { kind: "text", headings: ["Object"] } };
    expect(await read("Object,Cache hits\n/a,5\n", { columns } as RowsOptions)).toEqual([{ url: "/a", hits: 5 }]);
  });
});

describe("a number", () => {
  it.each([
    ["5", { requests: 5 }],
    ["-5", { requests: -5 }],
    ["1.5", { requests: 1.5 }],
    ["1e3", { requests: 1000 }],
    ['"1,234,567.5"', { requests: 1234567.5 }],
    ["", { requests: null }],
    ["-", { requests: null }],
    ["N/A", { requests: null }],
    // Other text is kept under the heading.
    ["007", { requests: null, Requests: "007" }],
    ["+5", { requests: null, Requests: "+5" }],
    ["=1+1", { requests: null, Requests: "=1+1" }],
    ['"1,23"', { requests: null, Requests: "1,23" }],
    ["0x10", { requests: null, Requests: "0x10" }],
    ["1e999", { requests: null, Requests: "1e999" }],
    ["NaN", { requests: null, Requests: "NaN" }],
    ["9007199254740991", { requests: 9007199254740991 }],
    // Rounded, with its digits kept.
    ["9007199254740993", { requests: 9007199254740992, Requests: "9007199254740993" }],
  ])("%s is read exactly", async (cell, rest) => {
    expect(await read(`URL,Requests\n/a,${cell}\n`)).toEqual([{ url: "/a", ...rest }]);
  });

  it("in percent needs the sign in the cell or the heading", async () => {
    expect(await read("URL,占比（%）\n/a,12.5\n/b,12.5%\n")).toEqual([
      { url: "/a", sharePercent: 12.5 },
      { url: "/b", sharePercent: 12.5 },
    ]);
    expect(await read("URL,占比\n/a,12.5%\n/b,0.125\n")).toEqual([
      { url: "/a", sharePercent: 12.5 },
      { url: "/b", sharePercent: null, 占比: "0.125" },
    ]);
  });

  it("under an unknown heading stays text, unless the heading has a unit", async () => {
    expect(await read("URL,Id,Size (GB),Note (see below)\n/a,12,1.5,x\n/b,007,1234567890123456789,\n")).toEqual([
      { url: "/a", Id: "12", "Size (GB)": 1.5, "Note (see below)": "x" },
      { url: "/b", Id: "007", "Size (GB)": "1234567890123456789", "Note (see below)": "" },
    ]);
  });

  it("in a text column stays text", async () => {
    expect(await read("Path,Client IP,Domain\n007,1,+1\n")).toEqual([{ path: "007", clientIp: "1", domain: "+1" }]);
  });
});

describe("a time", () => {
  const INSTANT = new Date("2026-11-08T10:05:00+08:00");
  it.each([
    ["Time (GMT+8)", "2026-11-08 10:05:00", INSTANT],
    ["时间（GMT+8）", "2026-11-08 10:05", INSTANT],
    ["时间", "2026/11/8 10:05", INSTANT],
    ["时间（北京时间）", "2026-11-08T10:05:00.000", INSTANT],
    ["Time", "2026-11-08T02:05:00Z", INSTANT],
    ["Time", "2026-11-08T03:05:00+01:00", INSTANT],
    ["Time (UTC)", "2026-11-08 02:05:00", INSTANT],
    ["Time (UTC-05:30)", "2026-11-07 20:35:00", INSTANT],
    ["start_time", String(+INSTANT), INSTANT],
    ["start_time", String(+INSTANT / 1000), INSTANT],
    ["Date", "2026-11-08", new Date("2026-11-08T00:00:00+08:00")],
    ["Date", "2026-11-08 24:00", new Date("2026-11-09T00:00:00+08:00")],
  ])("%s %s", async (heading, cell, instant) => {
    const [row] = await read(`${heading},URL\n${cell},/a\n`);
    expect(row?.time ?? row?.startTime).toEqual(instant);
  });

  it.each([
    "2026-02-30",
    "2026-13-01",
    "2026-11-08 25:00",
    "2026-11-08 10:60",
    "10:05~10:10",
    "yesterday",
    "1793462400 10:05",
    "2026-11-8Z 10:05",
    "2026-02-30 10:05",
    "2026-11-08 1x:05",
  ])("%s isn't a time, and is kept", async (cell) => {
    expect(await read(`Time,URL\n${cell},/a\n`)).toEqual([{ time: null, Time: cell, url: "/a" }]);
  });
});

it("times that differ in their day only are each read", async () => {
  const cells = [
    "2026-11-08 10:05",
    "2026-11-08 10:05:30",
    "2026-11-09T10:05:00",
    "2026/11/09 24:00",
    "2026-11-08 10:05",
  ];
  const found = await read(`Time\n${cells.join("\n")}\n`);
  expect(found.map(({ time }) => time)).toEqual(
    ["08T10:05:00", "08T10:05:30", "09T10:05:00", "10T00:00:00", "08T10:05:00"].map(
      (rest) => new Date(`2026-11-${rest}+08:00`),
    ),
  );
});

describe("an archive", () => {
  const csv = strToU8("URL,Requests\n/a,1\n/b,2\n");
  const readTables = async (file: Uint8Array, options?: RowsOptions) => {
    const found: unknown[] = [];
    for await (const table of tables(file, options)) {
      for await (const { url } of table.rows) found.push([table.file, url]);
    }
    return found;
  };

  it("yields the rows of each file in it", async () => {
    const file = zipSync({ "x/": new Uint8Array(), "x/a.csv": csv, "b.csv.gz": gzipSync(csv), "__MACOSX/._a": csv });
    expect(await readTables(file)).toEqual([
      ["x/a.csv", "/a"],
      ["x/a.csv", "/b"],
      ["b.csv.gz", "/a"],
      ["b.csv.gz", "/b"],
    ]);
    expect(await readTables(file, { files: (name) => name.startsWith("x/") })).toHaveLength(2);
  });

  it("continues with the next file if one is left unread or half read", async () => {
    const file = zipSync({ "a.csv": csv, "b.csv": csv, "c.csv": [csv, { level: 0 }] });
    const found: unknown[] = [];
    for await (const table of tables(file)) {
      if (table.file === "b.csv") continue;
      for await (const { url } of table.rows) {
        found.push([table.file, url]);
        break;
      }
    }
    expect(found).toEqual([
      ["a.csv", "/a"],
      ["c.csv", "/a"],
    ]);
  });

  it("names a file that isn't a table", async () => {
    const file = zipSync({ "a.csv": csv, "logo.png": new Uint8Array([0x89, 0x50, 0, 0]) });
    await expect(readTables(file)).rejects.toThrow('The file "logo.png" in the archive has an unknown type');
  });

  it("is unpacked a few levels deep", async () => {
    let file: Uint8Array = csv;
    for (let i = 0; i < 3; i++) file = gzipSync(file);
    expect(await readTables(file)).toHaveLength(2);
    await expect(readTables(gzipSync(file))).rejects.toThrow("archives within archives");
  });
});

describe("a workbook", () => {
  it("has typed cells, dates in GMT+8, and rows from each sheet", async () => {
    const time = new Date("2026-11-08T10:05:00Z");
    const sheet = (name: string, url: string) => ({
      name,
      rows: [
        ["时间", "URL", "请求数", "Id", "Seen", "Ok"],
        [time, url, 5, "007", time, true],
        [null, "+x", null, 12, null, false],
      ],
    });
    const file = await writeXlsx({ sheets: [sheet("S1", "/a"), sheet("中文", "/b"), { name: "Empty", rows: [] }] });
    const instant = new Date("2026-11-08T10:05:00+08:00");
    const expected = (url: string) => [
      { time: instant, url, requests: 5, Id: "007", Seen: instant, Ok: true },
      { time: null, url: "+x", requests: null, Id: 12, Seen: null, Ok: false },
    ];
    expect(await read(file)).toEqual([...expected("/a"), ...expected("/b")]);
    const names = [];
    for await (const table of tables(file)) names.push(table.sheet);
    expect(names).toEqual(["S1", "中文"]);
  });

  it("is read within a zip file", async () => {
    const file = await writeXlsx({ sheets: [{ name: "S", rows: [["URL"], ["/a"]] }] });
    expect(await read(zipSync({ "a.xlsx": file }))).toEqual([{ url: "/a" }]);
  });
});

describe("the input", () => {
  const file = bytes("URL\n/a\n");
  it.each<[string, () => RowsInput]>([
    ["a Uint8Array", () => file],
    ["an ArrayBuffer", () => file.buffer],
    ["a Blob", () => new Blob([file])],
    ["a stream", () => new Blob([file]).stream()],
    ["something with stream(), as an ExportFile", () => ({ stream: () => new Blob([file]).stream() })],
    [
      "an async iterable, as a stream of Node",
      async function* () {
        yield file;
      },
    ],
  ])("may be %s", async (_, input) => {
    expect(await read(input())).toEqual([{ url: "/a" }]);
  });

  it("can't be a path, and the error says what to pass", async () => {
    const reading = rows("top-urls.csv" as unknown as RowsInput).next();
    await expect(reading).rejects.toThrow("Rows can't be read from a string: pass a file, a stream or bytes");
  });

  it("is cancelled when the caller stops", async () => {
    for (const pack of [(x: Uint8Array) => x, gzipSync]) {
      let isCancelled = false;
      const lines = Array.from({ length: 100_000 }, (_, i) => `/${Math.sin(i)}\n`);
      const content = pack(bytes(`URL\n${lines.join("")}`));
      let at = 0;
      const stream = new ReadableStream<Uint8Array>({
        pull(controller) {
          controller.enqueue(content.slice(at, at + 1000));
          at += 1000;
          if (at >= content.length) controller.close();
        },
        cancel() {
          isCancelled = true;
        },
      });
      for await (const _ of rows(stream)) break;
      expect(isCancelled).toBe(true);
    }
  });
});

it.each<[input: unknown, message: string]>([
  [Promise.resolve(new Uint8Array()), "The input of rows is a promise: await it first"],
  ["a.csv", "Rows can't be read from a string"],
])("%o is rejected as input", async (input, message) => {
  await expect(all(rows(input as never))).rejects.toThrow(message);
});
