// csv in GB 18030 and in UTF-8 with stray bytes: the bytes decide, whatever the headings are.
import { describe, expect, it, vi } from "vitest";
import { rows } from "../src/index.ts";
import { all } from "./all.ts";

/** Two-byte codes of GB 18030 by character. */
const GB: ReadonlyMap<string, readonly number[]> = (() => {
  const codes = new Map<string, readonly number[]>([["😀", [0x94, 0x39, 0xfc, 0x36]]]);
  const decoder = new TextDecoder("gb18030");
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      const char = decoder.decode(new Uint8Array([lead, trail]));
      if (char.length === 1 && char !== "\uFFFD") codes.set(char, [lead, trail]);
    }
  }
  return codes;
})();

const utf8 = (text: string) => [...new TextEncoder().encode(text)];
const gb = (text: string) => Array.from(text).flatMap((char) => GB.get(char) ?? utf8(char));

async function read(bytes: readonly number[]) {
  const onWarning = vi.fn();
  const found = await all(rows(new Uint8Array(bytes), { onWarning }));
  return { found, warnings: onWarning.mock.calls.map(([message]) => message) };
}

const LINES = (line: string, count: number) => `${line}\n`.repeat(count);

describe("a file in GB 18030", () => {
  it.each([
    ["with Chinese headings", "时间,运营商\n2026-11-01,中国电信\n"],
    ["with English headings", "Time,Carrier\n2026-11-01,中国\n"],
    ["with one Chinese character", "URL,Carrier\n/a,网\n"],
    ["with unknown headings", "foo,bar\nx,联通\n"],
    ["with a rare character", "URL,Carrier\n/a,镕\n"],
    ["with a character of four bytes", "URL,Carrier\n/a,😀\n"],
    ["with Chinese after a megabyte of ASCII", `URL,Carrier\n${LINES("/a,x", 200_000)}/b,电信\n`],
    ["with brackets of two bytes", "流量（Byte）,请求数（次）\n1,2\n"],
  ])("%s is read as such", async (_, text) => {
    const expected = await read(utf8(text));
    expect(expected.warnings).toEqual([]);
    expect(await read(gb(text))).toEqual(expected);
  });

  it("with a stray byte in a visitor's text stays GB 18030, and reports it", async () => {
    const file = [...gb("URL,运营商\n/中国,电信\n/"), 0xff, ...gb(",联通\n")];
    expect(await read(file)).toEqual({
      found: [
        { url: "/中国", isp: "电信" },
        { url: "/\uFFFD", isp: "联通" },
      ],
      warnings: ["The file has 1 places that aren't valid GB18030: they are read as U+FFFD"],
    });
  });
});

describe("a file in UTF-8", () => {
  it.each([
    ["with a stray byte before a letter", 0xe9, "s"],
    ["with a stray byte before a space", 0xe9, " "],
    ["with a byte that no text has", 0xff, "x"],
    ["with half a character", 0xe4, "\t"],
  ])("%s stays UTF-8, and reports it", async (_, stray, next) => {
    const { found, warnings } = await read([
      ...utf8("URL,运营商\n/中国电信,移动\n/"),
      stray,
      ...utf8(`${next},联通\n`),
    ]);
    expect(found).toEqual([
      { url: "/中国电信", isp: "移动" },
      { url: `/\uFFFD${next}`, isp: "联通" },
    ]);
    expect(warnings).toEqual(["The file has 1 places that aren't valid UTF-8: they are read as U+FFFD"]);
  });

  it("with U+FFFD that another program wrote is valid", async () => {
    expect(await read(utf8("URL\n/\uFFFD\n"))).toEqual({ found: [{ url: "/\uFFFD" }], warnings: [] });
  });

  it("is rejected if a later part is GB 18030, and the other way round", async () => {
    const [first, second] = [`URL,运营商\n${LINES("/中国,移动", 10_000)}`, LINES("/中国,联通", 20_000)];
    await expect(read([...utf8(first), ...gb(second)])).rejects.toThrow("Its parts differ in encoding");
    await expect(read([...gb(first), ...utf8(second)])).rejects.toThrow("Its parts differ in encoding");
  });
});

it("a control character in a visitor's text doesn't change the type of the file", async () => {
  for (let code = 0; code < 0x20; code++) {
    const char = String.fromCharCode(code);
    if (["\t", "\n", "\r"].includes(char)) continue;
    for (const encoded of [utf8, gb]) {
      const { found } = await read(encoded(`URL,用户代理\n/a,x${char}y\n`));
      expect(found).toEqual([{ url: "/a", userAgent: `x${char}y` }]);
    }
  }
});
