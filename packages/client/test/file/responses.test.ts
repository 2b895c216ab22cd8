// Every row of the table of responses in the README.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { MAX_RENEWALS, MAX_TRIES } from "../../src/base/constants.ts";
import { createExportClient, type ExportFile } from "../../src/index.ts";
import { createStore, type Store } from "../store.ts";

const SIZE = 50_000;
const CUT = 10_000;

let store: Store;
let file: ExportFile;

beforeEach(async () => {
  store = createStore(SIZE);
  const cdn = createExportClient({ ...store.service.options, fetch: store.fetch });
  file = await cdn.exportStatistics({ action: "uv", domains: "all", from: "2026-11-20", to: "2026-11-21" });
  store.service.pauses.length = 0;
});

/** The ranges that were requested. */
const ranges = () => store.asked.map(([range]) => range);
const listCalls = () => store.service.seen.filter(({ url }) => url.host === "cdn.test").length;
const failsWith = (expected: object, options = {}) => expect(file.bytes(options)).rejects.toMatchObject(expected);

async function isWhole(options = {}): Promise<void> {
  expect(await file.bytes(options)).toEqual(store.content);
}

/** Cuts the first connection after some bytes. */
function cut(): void {
  store.cuts.push(CUT);
}

/** Options with which `work` runs when the first bytes have arrived. */
function afterFirstBytes(work: () => void) {
  let isDone = false;
  return {
    onProgress() {
      if (!isDone) work();
      isDone = true;
    },
  };
}

const part = (headers: Record<string, string>) => new Response("x".repeat(1000), { status: 206, headers });
const rest = `bytes ${CUT}-${CUT + 999}/${SIZE}`;
const status = (code: number, headers: Record<string, string> = {}) => new Response("no", { status: code, headers });
const everyReply = (reply: () => Response) => {
  store.service.everyFile = reply;
};
const lengthOnly = (bytes: number, length?: number) =>
  new Response(new Uint8Array(bytes).fill(97), {
    headers: length === undefined ? {} : { "content-length": `${length}` },
  });

/** The rows, by their first cell. */
const ROWS: Record<string, [title: string, test: () => Promise<void>][]> = {
  "200 with a file": [["", isWhole]],
  "206 with the requested rest": [
    [
      "",
      async () => {
        cut();
        await isWhole();
        expect(ranges()).toEqual([null, `bytes=${CUT}-`]);
      },
    ],
  ],
  "200 with the same ETag, after the first bytes": [
    [
      "",
      async () => {
        cut();
        store.ranges = false;
        await isWhole();
      },
    ],
  ],
  "200 with another ETag or size, after the first bytes": [
    [
      "once",
      async () => {
        const changed = store.content.map((byte) => byte ^ 1);
        cut();
        await isWhole(afterFirstBytes(() => Object.assign(store, { etag: '"two"', content: changed })));
      },
    ],
    [
      "twice",
      async () => {
        store.cuts.push(CUT, CUT);
        let version = 1;
        const onProgress = () => {
          store.etag = `"${++version}"`;
        };
        await failsWith({ name: "CorruptFileError", code: "CHANGED" }, { onProgress });
      },
    ],
  ],
  "206 with anything else": (
    [
      ["no Content-Range", { etag: '"one"' }],
      ["no size", { "content-range": `bytes ${CUT}-${CUT + 999}/*`, etag: '"one"' }],
      ["another size", { "content-range": `bytes ${CUT}-${CUT + 999}/${CUT + 1000}`, etag: '"one"' }],
      ["an earlier start", { "content-range": `bytes 0-999/${SIZE}`, etag: '"one"' }],
      ["a later start", { "content-range": `bytes ${CUT + 1}-${CUT + 1000}/${SIZE}`, etag: '"one"' }],
      ["no ETag", { "content-range": rest }],
      ["another ETag", { "content-range": rest, etag: '"two"' }],
      ["a weak ETag", { "content-range": rest, etag: 'W/"one"' }],
      ["an encoding", { "content-range": rest, etag: '"one"', "content-encoding": "gzip" }],
    ] as [string, Record<string, string>][]
  ).map(([title, headers]) => [
    title,
    async () => {
      cut();
      await isWhole(afterFirstBytes(() => store.service.fileReplies.push(part(headers))));
      expect(ranges()).toEqual([null, `bytes=${CUT}-`, null]);
    },
  ]),
  "412 or 416 to a request for the rest": [412, 416].map((code) => [
    `${code}`,
    async () => {
      cut();
      await isWhole(afterFirstBytes(() => store.service.fileReplies.push(status(code))));
      expect(ranges()).toEqual([null, `bytes=${CUT}-`, null]);
    },
  ]),
  "301, 302, 303, 307 or 308": [301, 302, 303, 307, 308].map((code) => [
    `${code}`,
    async () => {
      store.service.fileReplies.push(status(code, { location: "/there" }));
      await isWhole();
      store.service.fileReplies.push(status(code, { location: "https://elsewhere.test/" }));
      await failsWith({ name: "CorruptFileError", code: "REDIRECTED" });
    },
  ]),
  "another 4xx": [400, 401, 403, 404, 405, 410, 412, 416, 451].map((code) => [
    `${code}`,
    async () => {
      store.service.fileReplies.push(status(code));
      const listed = listCalls();
      await isWhole();
      expect(listCalls()).toBe(listed + 1);
      everyReply(() => status(code));
      await failsWith({ name: "LinkExpiredError", status: code });
      expect(listCalls()).toBe(listed + 1 + MAX_RENEWALS);
    },
  ]),
  "407 of a proxy": [
    [
      "",
      async () => {
        everyReply(() => status(407));
        await failsWith({ name: "ConnectionError", code: "PROXY", status: 407 });
        expect(ranges()).toHaveLength(1);
      },
    ],
  ],
  "408, 425, 429 or 5xx": [408, 425, 429, 500, 502, 503, 504].map((code) => [
    `${code}`,
    async () => {
      store.service.fileReplies.push(status(code, { "retry-after": "20" }));
      await isWhole();
      expect(store.service.pauses).toEqual([20_000]);
      everyReply(() => status(code));
      await failsWith({ name: "CorruptFileError", code: "NO_FILE", status: code });
      expect(ranges()).toHaveLength(2 + MAX_TRIES);
    },
  ]),
  "another status, or the content type of an error page": (
    [
      ["204", () => new Response(null, { status: 204 })],
      ["206 without a request for it", () => part({ "content-range": `bytes 0-999/${SIZE}` })],
      ["304", () => new Response(null, { status: 304 })],
      ["302 without a target", () => status(302)],
      ["HTML", () => new Response("a,b", { headers: { "content-type": "text/html" } })],
    ] as [string, () => Response][]
  ).map(([title, reply]) => [
    title,
    async () => {
      store.service.fileReplies.push(reply());
      await isWhole();
      everyReply(reply);
      await failsWith({ name: "CorruptFileError", code: "NO_FILE" });
    },
  ]),
  "a body that begins as an error page, or is empty": ["<html>sorry", '{"error":"x"}', ""].map((body) => [
    body,
    async () => {
      store.service.fileReplies.push(new Response(body));
      await isWhole();
      everyReply(() => new Response(body));
      await failsWith({ name: "CorruptFileError", code: "NOT_STATISTICS" });
    },
  ]),
  "a body shorter than the longest size so far": [
    [
      "of its own",
      async () => {
        everyReply(() => lengthOnly(900, 1000));
        await failsWith({ name: "CorruptFileError", code: "TRUNCATED" });
      },
    ],
    [
      "of an earlier response without an ETag",
      async () => {
        everyReply(() => lengthOnly(900, 900));
        store.service.fileReplies.push(lengthOnly(800, 1000));
        await failsWith({ name: "CorruptFileError", code: "TRUNCATED" });
      },
    ],
    [
      "of an earlier response, without a size",
      async () => {
        everyReply(() => lengthOnly(900));
        store.service.fileReplies.push(lengthOnly(800, 1000));
        await failsWith({ name: "CorruptFileError", code: "TRUNCATED" });
      },
    ],
  ],
  "a body longer than its size": [
    [
      "",
      async () => {
        everyReply(() => lengthOnly(1000, 900));
        await failsWith({ name: "CorruptFileError", code: "TOO_LONG" });
      },
    ],
  ],
  "a cut connection, or nothing for `stallTimeout`": [
    [
      "with a strong ETag",
      async () => {
        store.cuts.push(CUT, 0, 0, 5000);
        await isWhole();
      },
    ],
    [
      "without a strong ETag",
      async () => {
        store.etag = undefined;
        cut();
        await isWhole();
        expect(ranges()).toEqual([null, null]);
      },
    ],
    [
      "without a strong ETag, in a stream",
      async () => {
        store.etag = undefined;
        cut();
        await expect(new Response(file.stream()).bytes()).rejects.toMatchObject({ name: "ConnectionError" });
      },
    ],
    [
      "again and again",
      async () => {
        store.cuts.push(CUT, ...Array(MAX_TRIES).fill(0));
        await failsWith({ name: "ConnectionError" });
      },
    ],
  ],
};

describe.each(Object.entries(ROWS))("%s", (_, tests) => {
  it.each(tests)("%s", (_, test) => test());
});

it("the README has the same rows", () => {
  const readme = readFileSync(join(import.meta.dirname, "../../README.md"), "utf8");
  const [, table = ""] = /\| response +\|[^\n]*\n\|[-| ]+\n((?:\|[^\n]*\n)+)/.exec(readme) ?? [];
  const rows = table.trim().split("\n");
  expect(rows.map((row) => row.split("|")[1]?.trim())).toEqual(Object.keys(ROWS));
});
