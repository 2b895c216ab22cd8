import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Report, reportOf } from "../../src/api-report/report.ts";

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "cdn-export-report-"));
});

afterEach(() => rmSync(directory, { recursive: true }));

const MANIFEST = {
  name: "@x/y",
  bin: { y: "./dist/bin.js" },
  exports: {
    ".": { types: "./dist/index.d.ts", default: "./dist/index.js" },
    "./node": { types: "./dist/node.d.ts", default: "./dist/node.js" },
    "./vectors.json": "./vectors.json",
    "./package.json": "./package.json",
  },
};

const SHARED = `
interface Part { size: number }
/** Root of the family, e.g. Of all errors. More. */
declare class RootError extends Error { readonly code: string }
/** A {@link RootError} with an answer. */
declare class ApiError extends RootError {}
/**
 * Reads a file of
 * 0.5 MB. More.
 */
declare function read$1(path: string): Promise<Part>;
declare function read$1(path: string, { limit }: { limit?: number }, ...more: string[]): Promise<Part>;
export { ApiError as n, read$1 as r, RootError as t, type Part as p };
`;

const INDEX = `
import { n as ApiError, r as read$1, t as RootError } from "./shared-Ab12.js";
/** Counts. */
declare class Counter<T> { next(): T }
/** How many. */
declare const LIMIT: 100;
/** Formats a number, see {@link LIMIT its limit}. */
declare const format: (value: number) => string;
interface Options { limit?: number }
/** A pair, \`Pair<A. B>\`, see [more](https://a.example). */
type Pair<A, B> = readonly [A, B];
/** Reads. */
type Read = typeof read$1;
export { ApiError, Counter, LIMIT, type Options, type Pair, type Read, RootError, format, read$1 as read };
`;

const NODE = `
import { p as Part } from "./shared-Ab12.js";
/** The same name as in the other entry. */
declare function read(part: Part): void;
export { read };
`;

function report(change: { index?: string; shared?: string } = {}): string {
  return whole(change).text;
}

function whole(change: { index?: string; shared?: string } = {}): Report {
  const { index = INDEX, shared = SHARED } = change;
  write("package.json", JSON.stringify(MANIFEST));
  write("dist/index.d.ts", index);
  write("dist/node.d.ts", NODE);
  write("dist/shared-Ab12.d.ts", shared);
  return reportOf(directory);
}

function write(file: string, text: string): void {
  mkdirSync(dirname(join(directory, file)), { recursive: true });
  writeFileSync(join(directory, file), text);
}

it("lists the exports of each entry by kind, and then declares them in full", () => {
  expect(report()).toMatchInlineSnapshot(`
    "# The public surface of \`@x/y\`

    \`npm run api:report\` writes this file; don't edit it. If a declaration differs from the last release, users see a change.

    Files: \`./vectors.json\`.

    Programs: \`y\`.

    ## \`@x/y\`: 9 exports

    ### Functions

    - [\`format(value)\`](#format): Formats a number, see its limit.
    - [\`read(path), read(path, { … }, ...more)\`](#read-1): Reads a file of 0.5 MB.

    ### Classes

    - [\`Counter<T>\`](#counter): Counts.

    ### Errors

    - [\`ApiError\`](#apierror): A \`RootError\` with an answer.
    - [\`RootError\`](#rooterror): Root of the family, e.g. Of all errors.

    ### Constants

    - [\`LIMIT\`](#limit): How many.

    ### Types

    - [\`Options\`](#options): (no docs)
    - [\`Pair<A, B>\`](#pair): A pair, \`Pair<A. B>\`, see [more](https://a.example).
    - [\`Read\`](#read): Reads.

    ## \`@x/y/node\`: 1 export

    ### Functions

    - [\`read(part)\`](#read-from-node): The same name as in the other entry.

    ## Declarations of \`@x/y\`

    ### \`ApiError\`

    \`\`\`ts
    class ApiError extends RootError {
    }
    \`\`\`

    ### \`Counter\`

    \`\`\`ts
    class Counter<T> {
      next(): T;
    }
    \`\`\`

    ### \`LIMIT\`

    \`\`\`ts
    const LIMIT: 100;
    \`\`\`

    ### \`Options\`

    \`\`\`ts
    interface Options {
      limit?: number;
    }
    \`\`\`

    ### \`Pair\`

    \`\`\`ts
    type Pair<A, B> = readonly [
      A,
      B
    ];
    \`\`\`

    ### \`Read\`

    \`\`\`ts
    type Read = typeof read;
    \`\`\`

    ### \`RootError\`

    \`\`\`ts
    class RootError extends Error {
      readonly code: string;
    }
    \`\`\`

    ### \`format\`

    \`\`\`ts
    const format: (value: number) => string;
    \`\`\`

    ### \`read\`

    \`\`\`ts
    function read(path: string): Promise<Part>;
    function read(path: string, { limit }: {
      limit?: number;
    }, ...more: string[]): Promise<Part>;
    \`\`\`

    ### Not exported by \`@x/y\`, but part of its declarations

    \`\`\`ts
    interface Part {
      size: number;
    }
    \`\`\`

    ## Declarations of \`@x/y/node\`

    ### \`read\` from \`./node\`

    \`\`\`ts
    function read(part: Part): void;
    \`\`\`

    ### Not exported by \`@x/y/node\`, but part of its declarations

    \`\`\`ts
    interface Part {
      size: number;
    }
    \`\`\`
    "
  `);
});

it("is the same in every run", () => {
  expect(report()).toBe(report());
});

it("does not depend on the bundler's names for local variables", () => {
  const rename = (text: string) => text.replaceAll("read$1", "a");
  expect(report({ index: rename(INDEX), shared: rename(SHARED) })).toBe(report());
});

it("links each export to a heading that exists once", () => {
  const text = report();
  const anchors = [...text.matchAll(/^- \[.*\]\(#([^)]+)\)/gm)].map(([, anchor]) => anchor);
  expect(anchors).toHaveLength(10);
  expect(new Set(anchors).size).toBe(10);
  expect(anchors).toEqual(expect.arrayContaining(["read-1", "read", "read-from-node"]));
});

describe("a change of the public types changes the declarations in the report", () => {
  const declarations = (text: string) => text.slice(text.indexOf("## Declarations"));

  it.each([
    ["a parameter's type", SHARED, "declare function read$1(path: string):", "declare function read$1(path: URL):"],
    ["an overload", SHARED, "declare function read$1(path: string): Promise<Part>;", ""],
    [
      "a return type",
      SHARED,
      "{ limit?: number }, ...more: string[]): Promise<Part>",
      "{ limit?: number }, ...more: string[]): Part",
    ],
    ["a property of a type that is not exported", SHARED, "size: number", "size?: number"],
    ["a base class", SHARED, "ApiError extends RootError", "ApiError extends Error"],
    ["a member of a class", INDEX, "next(): T", "next(): T | undefined"],
    ["a constant", INDEX, "LIMIT: 100", "LIMIT: 200"],
    ["an optional property", INDEX, "limit?: number", "limit: number"],
    ["a type alias", INDEX, "readonly [A, B]", "[A, B]"],
    ["a removed export", INDEX, "RootError, format", "format"],
    ["an export's name", INDEX, "read$1 as read", "read$1 as load"],
  ])("%s", (_, text, from, to) => {
    expect(text).toContain(from);
    const changed = text.replace(from, () => to);
    const after = report(text === INDEX ? { index: changed } : { shared: changed });
    expect(declarations(after)).not.toBe(declarations(report()));
  });
});

describe("a change of the docs", () => {
  const change = (from: string, to: string) => report({ shared: SHARED.replace(from, to) });

  it("changes the report if it is in the first sentence", () => {
    expect(change("0.5 MB.", "0.6 MB.")).toBe(report().replace("0.5 MB.", "0.6 MB."));
  });

  it("does not change the report below the first sentence", () => {
    expect(change("More.", "Less.")).toBe(report());
  });
});

it("lists exports of a package that can't be read", () => {
  const text = report({ index: 'export { other } from "elsewhere";' });
  expect(text).toContain("### From other packages\n\n- [`other`](#other): (no docs)\n");
  expect(text).toContain("other: see the package that declares it");
});

it("declares an export under each of its names", () => {
  const text = report({ index: "/** Does it. */\ndeclare function a$1(): void;\nexport { a$1 as a, a$1 as b };" });
  expect(text).toContain("- [`a()`](#a): Does it.\n- [`b()`](#b): Does it.\n");
  expect(text).toContain("function a(): void;");
  expect(text).toContain("function b(): void;");
});

it("names exports and members without docs", () => {
  expect(whole().undocumented).toEqual(["Counter.next", "Options", "Options.limit", "RootError.code"]);
});

it("finds members in every kind of type, and none that override a member with docs", () => {
  const index = `
    /** A base. */
    export interface Base {
      /** A size. */
      size: number;
    }
    /** Overrides. */
    export interface Other extends Base { size: 1; "new-one": 2 }
    /** A mixture. */
    export type Mixed = Base & ({ a: 1 } | {
      /** Second. */
      b: 2;
      c(): void;
    });
    /** A class. */
    export declare class Thing {
      private hidden: string;
      protected inner: string;
      constructor(size: number);
      get shown(): string;
      /** Says what it does. */
      run(): void;
    }
  `;
  expect(whole({ index }).undocumented).toEqual(["Mixed.a", "Mixed.c", "Other.new-one", "Thing.shown"]);
});
