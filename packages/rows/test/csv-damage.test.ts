// csv files that were cut off, or whose records differ in width.
import { CorruptFileError } from "@cdn-export/api/base-error";
import { describe, expect, it, vi } from "vitest";
import { type RowsOptions, rows } from "../src/index.ts";
import { all } from "./all.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

const read = (input: Uint8Array | string, options?: RowsOptions) =>
  all(rows(typeof input === "string" ? bytes(input) : input, options));

describe("a csv file that was cut off", () => {
  it.each([
    ["within a character", [...bytes("URL,Requests\n/中")].slice(0, -1), "ends within a character"],
    ["within a character of UTF-16", [0xff, 0xfe, 0x55, 0, 0x52], "ends within a character"],
    ["within a line end", [...bytes("URL\r\n/a\r")], "ends within a line end"],
    ["within quotes, with other delimiters inside", [...bytes('URL,UA\n/a,"x;y;z\n')], "isn't closed"],
    ["after the first quote", [...bytes('URL\n"')], "isn't closed"],
    ["between two cells", [...bytes("URL,UA\n/a")], "has 1 cells instead of 2"],
  ])("%s is rejected", async (_, file, message) => {
    await expect(read(new Uint8Array(file), { onWarning: () => {} })).rejects.toMatchObject({
      code: "BAD_CSV",
      message: expect.stringContaining(message),
    });
  });

  it("is never read as other rows, wherever it is cut within quotes", async () => {
    for (const delimiter of [",", ";", "\t", "|"]) {
      const cell = '"a;b|c,d\te ""f"" g\r\nh"';
      const file = `${["URL", "用户代理", "Note"].join(delimiter)}\r\n${`${[cell, cell, cell].join(delimiter)}\r\n`.repeat(3)}`;
      const whole = await read(file);
      const content = bytes(file);
      for (let length = content.indexOf(13) + 1; length < content.length; length++) {
        const onWarning = vi.fn();
        const found = await read(content.subarray(0, length), { onWarning }).catch((error) => error);
        if (found instanceof Error) expect(found).toBeInstanceOf(CorruptFileError);
        // The last cell can end where a quote of two was cut.
        else if (onWarning.mock.calls.length === 0) expect(found).toEqual(whole.slice(0, found.length));
        else expect(onWarning.mock.calls).toEqual([["The last record has no line end: the file may be cut off"]]);
      }
    }
  });
});

describe("a csv file with damaged headings", () => {
  it.each([
    ["a delimiter", "URL_Note,UA\n/a,x,\n/b,y,z\n", "Record 3 has 3 cells instead of 2"],
    ["a quote that opens", 'URL;Traffic (Byte);No"te\n/a;1;"x\ny"\n', "has a quote within a cell"],
    ["a delimiter too many", "foo;x;bar\n/a;1\n/b;2\n", "Record 2 has 2 cells instead of 3"],
    ["a line end", "foo,User\rAgent\r", "Record 2 has 1 cells instead of 2"],
    ["the quote of the first heading", 'foo";"Traffic (Byte)"\n1;2\n', "has a quote within a cell"],
    ["the quotes of unknown headings", 'foo";"bar"\n1;2\n', "has a quote within a cell"],
    ["a quote that closes", 'URL,Time,",1,"x\ny",/b\n1,2,"c\nd",/e\n', "Record 1 has text after a closing quote"],
  ])("is rejected in its own dialect: %s", async (_, text, message) => {
    await expect(read(text)).rejects.toThrow(message);
  });
});

it("the delimiter of most records wins if no heading is known", async () => {
  const file = "foo|bar\n/|a,b\n/,a|b\n/|c\n/|d\n";
  expect((await read(file)).map(({ foo, bar }) => [foo, bar])).toEqual([
    ["/", "a,b"],
    ["/,a", "b"],
    ["/", "c"],
    ["/", "d"],
  ]);
});

describe("a csv record", () => {
  it.each([
    ["fewer cells than the headings", "URL,Requests,foo\n/a,1,x\n/b,2\n", "Record 3 has 2 cells instead of 3"],
    ["more cells than the headings", "URL,Requests\n/a,1\n/b,2,y\n", "Record 3 has 3 cells instead of 2"],
    ["one empty cell", 'URL,Requests\n/a,1\n""\n/b,2\n', "Record 3 has 1 cells instead of 2"],
    ["text after a closing quote", 'URL,Requests\n"/a"b,1\n', "Record 2 has text after a closing quote"],
    ["a quote within a cell, where others are quoted", 'URL,Requests\n"/a",1\nb",2\n', "Record 3 has a quote within"],
  ])("with %s is rejected", async (_, text, message) => {
    await expect(read(text)).rejects.toMatchObject({ code: "BAD_CSV", message: expect.stringContaining(message) });
  });

  it("may end with a delimiter if all of them do", async () => {
    expect(await read("URL,Requests\n/a,1,\n/b,2,\n")).toEqual([
      { url: "/a", requests: 1 },
      { url: "/b", requests: 2 },
    ]);
    await expect(read("URL,Requests\n/a,1,\n/b,2\n")).rejects.toThrow("Record 3 has 2 cells instead of 3");
    await expect(read("URL,Requests\n/a,1,\n/b,2,x\n")).rejects.toThrow("Record 3 has 3 cells instead of 2");
    // A damaged line end joins two records.
    await expect(read("URL,Requests\n/a,1\n/b,2_/c,\n")).rejects.toThrow("Record 3 has 3 cells instead of 2");
  });

  it("may have cells without a heading", async () => {
    expect(await read("URL,,Requests,,\n/a,x,1,,y\n")).toEqual([
      { url: "/a", "Column 2": "x", requests: 1, "Column 5": "y" },
    ]);
  });
});
