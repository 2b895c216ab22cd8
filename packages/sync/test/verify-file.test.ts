// The check of a file against its query: every file that the emulator writes, then files written by hand.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { ExportTaskRequest } from "@cdn-export/api";
import { ACTIONS } from "@cdn-export/api/values";
import { DEMO_CREDENTIALS, type FileFormat, manualClock, startEmulator } from "@cdn-export/emulator";
import { createSignedFetch } from "@cdn-export/signer";
import fc from "fast-check";
import { strToU8, zipSync } from "fflate";
import { writeXlsx } from "hucre/xlsx";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { examineFile, verifyFile } from "../src/verify-file.ts";
import { WrongFileError } from "../src/wrong-file-error.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const FROM = Date.parse("2026-11-01T00:00:00+08:00");
const DAY_QUERY = {
  action: "reports_detail",
  domain_name: "www.example.com",
  start_time: FROM,
  end_time: FROM + DAY,
} as const satisfies ExportTaskRequest;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "verify-file-"));
});
afterAll(() => rm(folder, { recursive: true }));

type Verdict = "verified" | "unverified" | "wrong";

/** Writes the file and checks it. */
async function check(file: string | Uint8Array, request: ExportTaskRequest): Promise<Verdict> {
  const path = join(folder, "file");
  await writeFile(path, file);
  try {
    return (await verifyFile(path, request)).verified ? "verified" : "unverified";
  } catch (error) {
    if (error instanceof WrongFileError) return "wrong";
    throw error;
  }
}

const csv = (...lines: string[]) => `${lines.join("\r\n")}\r\n`;

/** Exports files from one emulator, one after another. */
async function exporter(format: FileFormat) {
  const cloud = await startEmulator({ port: false, clock: manualClock(FROM + 30 * DAY), format });
  const signedFetch = createSignedFetch(DEMO_CREDENTIALS, { fetch: cloud.fetch });
  const url = `${cloud.url}/v1/cdn/statistics/export-tasks`;
  return async (request: ExportTaskRequest): Promise<Uint8Array> => {
    const headers = { "content-type": "application/json" };
    const { ok } = await signedFetch(url, { method: "POST", headers, body: JSON.stringify(request) });
    expect(ok).toBe(true);
    cloud.advance(2000);
    const { data } = (await (await signedFetch(`${url}?limit=1`)).json()) as { data: { download_link: string }[] };
    return new Uint8Array(await (await cloud.fetch(data[0]?.download_link ?? "")).arrayBuffer());
  };
}

const FORMATS = ["csv", "gzip", "zip", "xlsx"] as const;

type Action = (typeof ACTIONS)[number];

const WITH_TIMES: readonly Action[] = ["reports_detail", "isp_detail", "uv"];

const VARIANTS = (["en", "zh"] as const).flatMap((language) =>
  ([300, 3600] as const).flatMap((interval) =>
    ([{}, { group_by: "domain" }] as const).map((group) => ({ language, interval, ...group })),
  ),
);

const dayAfter = (days: number) => ({ start_time: FROM + days * DAY, end_time: FROM + (days + 1) * DAY });

/** Changes of the query, and whether the times and the hosts of the file still fit it; undefined: they prove nothing. */
const QUERIES: [Partial<ExportTaskRequest>, boolean, boolean | undefined][] = [
  [{}, true, true],
  [{ domain_name: "img.example.com,www.example.com" }, true, true],
  [{ domain_name: "*.example.com" }, true, true],
  [{ domain_name: "all" }, true, undefined],
  [dayAfter(-30), false, true],
  [dayAfter(-1), false, true],
  [dayAfter(1), false, true],
  [{ ...dayAfter(1), domain_name: "all" }, false, undefined],
  [{ domain_name: "img.example.com" }, true, false],
  [{ domain_name: "example.com,ww.example.com" }, true, false],
  [{ domain_name: "*.www.example.com" }, true, false],
];

function expected(...fits: (boolean | undefined)[]): Verdict {
  if (fits.includes(false)) return "wrong";
  return fits.includes(true) ? "verified" : "unverified";
}

describe.each(FORMATS)("an emulator's %s file", (format) => {
  it.each(ACTIONS)(
    "of %s passes for its own query and fails for another day or domain that it shows",
    async (action) => {
      const exported = await exporter(format);
      for (const variant of VARIANTS) {
        const request = { ...DAY_QUERY, ...variant, action };
        const file = await exported(request);
        const hasTimes = WITH_TIMES.includes(action);
        const hasHosts = action === "top_url_detail" || "group_by" in variant;
        for (const [changes, timesFit, hostsFit] of QUERIES) {
          const verdict = await check(file, { ...request, ...changes } as ExportTaskRequest);
          const fits = [hasTimes ? timesFit : undefined, hasHosts ? hostsFit : undefined];
          expect(verdict, JSON.stringify([variant, changes])).toBe(expected(...fits));
        }
      }
    },
  );
});

describe("the right file", () => {
  const at = (text: string) => Date.parse(`${text}+08:00`);
  it.each<[string, Partial<ExportTaskRequest>]>([
    ["an hour at midnight", { start_time: at("2026-11-01T00:00"), end_time: at("2026-11-01T01:00"), interval: 3600 }],
    ["five minutes before midnight", { start_time: at("2026-11-01T23:55"), end_time: at("2026-11-02T00:00") }],
    ["a period that doesn't begin on a point", { start_time: at("2026-11-01T00:35"), interval: 3600 }],
    ["a period that doesn't begin on five minutes", { start_time: at("2026-11-01T00:32"), interval: 300 }],
    ["eight days of unstated interval", { start_time: at("2026-11-01T00:35"), end_time: at("2026-11-09T00:05") }],
    ["days of UTC", { start_time: Date.parse("2026-11-01"), end_time: Date.parse("2026-11-02") }],
    ["several domains", { domain_name: "WWW.Example.com,img.example.com", group_by: "domain" }],
    ["every domain", { domain_name: "all", group_by: "domain" }],
  ])("passes for %s, whatever the action", async (_, changes) => {
    const exported = await exporter("csv");
    for (const action of ACTIONS) {
      const request = { ...DAY_QUERY, ...changes, action } as ExportTaskRequest;
      expect(await check(await exported(request), request), action).not.toBe("wrong");
    }
  });
});

describe("times", () => {
  const verdictOf = (times: string[], changes: object = {}, heading = "Time") =>
    check(csv(`${heading},Requests`, ...times.map((time) => `${time},1`)), {
      ...DAY_QUERY,
      ...changes,
    } as ExportTaskRequest);

  it.each<[string, Verdict, string[], object?, string?]>([
    ["of a date alone", "verified", ["2026-11-01"]],
    ["of a date at the inclusive end", "verified", ["2026-11-01", "2026-11-02"]],
    ["of a date after the end", "wrong", ["2026-11-01", "2026-11-03"]],
    ["of a date before the start", "wrong", ["2026-10-31"]],
    ["that stop early", "verified", ["2026-11-01 00:00", "2026-11-01 03:00"]],
    ["a second after the end", "wrong", ["2026-11-01 00:00", "2026-11-02 00:00:01"], { interval: 300 }],
    ["in UTC under a heading without a zone", "verified", ["2026-10-31 16:00", "2026-11-01 15:55"]],
    ["in GMT+8 under a heading that says UTC", "verified", ["2026-11-01 00:00", "2026-11-01 23:55"], {}, "Time (UTC)"],
    ["with zones of their own", "verified", ["2026-10-31T16:00:00Z", "2026-11-01T23:55:00+08:00"]],
    ["in milliseconds since the epoch", "verified", [`${FROM}`, `${FROM + DAY}`]],
    ["of which no single offset fits both ends", "wrong", ["2026-10-31 16:00", "2026-11-01 23:55"]],
    ["with gaps", "verified", ["-", "2026-11-01 00:00", "", "later"]],
    ["that aren't times", "unverified", ["", "later"]],
    ["of a query without a start", "unverified", ["2020-01-01"], { start_time: undefined }],
    ["of a query without an end", "unverified", ["2020-01-01"], { end_time: undefined }],
    [
      "of a ranking, by whole days",
      "verified",
      ["2026-11-01", "2026-11-01 23:55"],
      { action: "top_ua_detail", start_time: FROM + 3 * HOUR },
    ],
    ["of a ranking of the day after", "wrong", ["2026-11-02"], { action: "top_ua_detail" }],
    ["of a ranking up to the day after", "wrong", ["2026-11-01", "2026-11-02"], { action: "top_ua_detail" }],
    ["of the end of a ranking's day", "verified", ["2026-11-02"], { action: "top_ua_detail" }, "End"],
    ["of a ranking of the day before", "wrong", ["2026-10-31"], { action: "top_ua_detail", start_time: FROM + HOUR }],
    ["of the start", "wrong", ["2026-10-01"], {}, "start_time"],
    ["of the end", "wrong", ["2026-12-01"], {}, "结束时间"],
  ])("%s make a file %s", async (_, verdict, times, changes, heading) => {
    expect(await verdictOf(times, changes, heading)).toBe(verdict);
  });

  it("contradict the query if one of several time columns does", async () => {
    const file = csv("Start,End,Unique visitors", "2026-11-01,2026-11-05,7");
    expect(await check(file, DAY_QUERY)).toBe("wrong");
  });

  it("pass exactly when one offset moves all of them into the period", async () => {
    const text = (ms: number) => new Date(ms + 8 * HOUR).toISOString().slice(0, 16).replace("T", " ");
    const shift = fc.oneof(
      fc.constantFrom(0, 8, -8, 24).map((h) => h * 12),
      fc.integer({ min: -400, max: 400 }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          start: fc.integer({ min: 0, max: 600 }),
          length: fc.oneof(fc.constantFrom(12, 288), fc.integer({ min: 1, max: 600 })),
          points: fc.array(fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), { minLength: 1 }),
          shift,
        }),
        async ({ start, length, points, shift }) => {
          const from = FROM + start * 5 * MINUTE;
          const to = from + length * 5 * MINUTE;
          const times = points.map((point) => from + (Math.floor(point * length) + shift) * 5 * MINUTE);
          const fits = (offset: number) => times.every((time) => time + offset >= from && time + offset <= to);
          const verdict = await verdictOf(times.map(text), { start_time: from, end_time: to, interval: 300 });
          expect(verdict).toBe([0, 8 * HOUR, -8 * HOUR].some(fits) ? "verified" : "wrong");
        },
      ),
      { seed: 1, numRuns: 300 },
    );
  });
});

describe("a column", () => {
  it.each<[string, string[], string, Verdict]>([
    ["Domain", ["www.other.com", "WWW.EXAMPLE.COM"], "www.example.com", "verified"],
    ["域名", ["www.example.com."], "img.example.com, WWW.example.com", "verified"],
    ["Domain", ["例子.中国"], "xn--fsqu00a.xn--fiqs8s", "verified"],
    ["Domain", ["a.b.example.com"], "*.example.com", "verified"],
    ["Domain", ["*.example.com"], "*.example.com", "verified"],
    ["Domain", ["example.com", "www.badexample.com"], "*.example.com", "wrong"],
    ["Domain", ["www.other.com", "Total"], "www.example.com", "wrong"],
    ["Domain", ["", "-", "Total", '"www.other.com,www.example.com"'], "www.example.com", "unverified"],
    ["Domain", ["www.other.com"], "all", "unverified"],
    ["URL", ["/a", "//img/a.png", "http://www.example.com"], "www.example.com", "verified"],
    ["URL", ["HTTPS://WWW.Example.com:8443/a?b=c@d"], "www.example.com", "verified"],
    ["URL", ["www.example.com:80/a"], "www.example.com", "verified"],
    ["URL", ["www.example.com"], "www.example.com", "verified"],
    ["URL", ["//a.example.com/a"], "*.example.com", "verified"],
    ["URL", ["https://www.other.com/www.example.com/", ""], "www.example.com", "wrong"],
    ["URL", ["www.other.com/a", "www.other.com:8080"], "www.example.com", "wrong"],
    ["URL", ["http://192.0.2.1/a"], "www.example.com", "wrong"],
    ["URL", ["/a", "//img/a.png", "index.html", "a b", "http:///"], "www.example.com", "unverified"],
    ["URL", ["/a", "http://www.other.com/what-a-visitor-requested"], "www.example.com", "unverified"],
    ["Path", ["/a", "www.other.com/a"], "www.example.com", "unverified"],
    ["Referer", ["https://www.other.com/a"], "www.example.com", "unverified"],
  ])("%s of %j makes the file of a query for %s %s", async (heading, cells, domain_name, verdict) => {
    const file = csv(`Requests,${heading}`, ...cells.map((cell) => `1,${cell}`));
    expect(await check(file, { ...DAY_QUERY, domain_name })).toBe(verdict);
  });

  it("of domains proves nothing if the query names none", async () => {
    const { domain_name: _, ...request } = DAY_QUERY;
    expect(await check(csv("Domain", "www.other.com"), request)).toBe("unverified");
  });
});

describe("a file", () => {
  const RIGHT = csv("Time,Requests", "2026-11-01,1");
  const WRONG = csv("Time,Requests", "2026-10-01,1");

  it("is verified if one of its columns confirms the query and the others prove nothing", async () => {
    expect(await check(csv("Time,Domain,URL", "2026-11-01,Total,/a"), DAY_QUERY)).toBe("verified");
    expect(await check(csv("Time,Domain,URL", "-,www.example.com,/a"), DAY_QUERY)).toBe("verified");
  });

  it("is wrong if one of its columns contradicts the query, although others confirm it", async () => {
    const file = csv("Time,Domain", "2026-11-01,www.other.com");
    expect(await check(file, DAY_QUERY)).toBe("wrong");
    expect(await check(file.replace("other", "example").replace("11-01", "10-01"), DAY_QUERY)).toBe("wrong");
  });

  it("is wrong if one of its tables is", async () => {
    const archive = (...files: string[]) =>
      zipSync(Object.fromEntries(files.map((file, i) => [`${i}.csv`, strToU8(file)])));
    expect(await check(archive(RIGHT, RIGHT), DAY_QUERY)).toBe("verified");
    expect(await check(archive("Path\r\n/a\r\n", RIGHT), DAY_QUERY)).toBe("verified");
    expect(await check(archive(RIGHT, WRONG), DAY_QUERY)).toBe("wrong");
    expect(await check(archive(WRONG, RIGHT), DAY_QUERY)).toBe("wrong");
    const sheet = (month: number) => ({
      name: `S${month}`,
      rows: [["Time"], [new Date(Date.UTC(2026, month - 1, 1))]],
    });
    expect(await check(await writeXlsx({ sheets: [sheet(11), sheet(10)] }), DAY_QUERY)).toBe("wrong");
  });

  it.each<[string, string | Uint8Array]>([
    ["has no rows", csv("Time,Domain,URL")],
    ["has no known column", csv("a,b", "2026-10-01,www.other.com")],
    ["has no headings", csv("2026-10-01 00:00,www.other.com")],
    ["is empty", ""],
    ["is an error page", "<!doctype html><p>2026-10-01"],
    ["is JSON", '{"time":"2026-10-01"}'],
    ["has an unknown type", new Uint8Array([0, 1, 2, 3, 4, 5, 6, 7])],
    ["was cut off", gzipSync(WRONG).subarray(0, 40)],
    ["has an open quote", csv('Time,"Requests', "2026-10-01,1")],
  ])("isn't verified if it %s", async (_, file) => {
    expect(await check(file, DAY_QUERY)).toBe("unverified");
  });

  it("can be bytes, and the query can be the one of exportStatistics", async () => {
    const query = { action: "uv", domains: "all", from: "2026-11-01", to: "2026-11-02" } as const;
    expect(await verifyFile(strToU8(RIGHT), query)).toEqual({ verified: true });
    await expect(verifyFile(new Blob([WRONG]), query)).rejects.toThrow(WrongFileError);
  });

  it("is described in the same pass: rows, period and measures", async () => {
    const times = ["2026-11-01 00:05", "2026-11-01 00:00", "2026-11-01 23:55"];
    const table = (unit: string) =>
      csv(`Time,Traffic (${unit}),Requests,Rank`, ...times.map((time) => `${time},1,2,3`));
    expect(await examineFile(strToU8(table("Byte")), DAY_QUERY)).toEqual({
      verified: true,
      found: {
        rows: 3,
        period: { first: FROM, last: FROM + DAY - 5 * MINUTE },
        measures: ["traffic", "requests"],
      },
    });
    expect((await examineFile(strToU8(table("MB")), DAY_QUERY)).found?.measures).toEqual(["requests"]);
    const names = await examineFile(strToU8(csv("Path,Requests", "/a,1")), { ...DAY_QUERY, domain_name: "all" });
    expect(names).toEqual({ verified: false, found: { rows: 1, measures: ["requests"] } });
    expect(await examineFile(strToU8("<html>"), DAY_QUERY)).toEqual({ verified: false });
  });

  it("that can't be read fails with the error of its path", async () => {
    await expect(verifyFile(join(folder, "missing"), DAY_QUERY)).rejects.toMatchObject({ code: "ENOENT" });
    await expect(verifyFile(folder, DAY_QUERY)).rejects.toMatchObject({ code: "EISDIR" });
  });
});

describe("the message of a WrongFileError", () => {
  const errorOf = async (file: string, changes: Partial<ExportTaskRequest> = {}) => {
    const path = join(folder, "wrong");
    await writeFile(path, file);
    return verifyFile(path, { ...DAY_QUERY, ...changes } as ExportTaskRequest).catch((error) => error);
  };

  it("names the times of the file and of the query", async () => {
    const error = await errorOf(csv("Time", "2026-10-01 23:55:30", "2026-10-01 00:00"));
    expect(error).toMatchObject({ name: "WrongFileError", code: "WRONG_FILE" });
    expect(error.message).toBe(
      "The file's times (2026-10-01 00:00 to 2026-10-01 23:55:30 GMT+8) lie outside the query's period " +
        "(2026-11-01 00:00 to 2026-11-02 00:00 GMT+8)",
    );
    const far = await errorOf(csv("Time", "2026-10-01"), { end_time: Number.MAX_SAFE_INTEGER, start_time: 8e15 });
    expect(far.message).toContain(" to 9007199");
  });

  it("names a domain of the file and those of the query", async () => {
    expect((await errorOf(csv("URL", "https://www.other.com/a"))).message).toBe(
      'No URL in the file belongs to the query: the file has "www.other.com", the query asks for "www.example.com"',
    );
  });

  it("is one line without long or hostile text", async () => {
    // The type of a file is guessed from its first bytes, which may not hold an escape.
    const start = "x".repeat(600);
    const hostile = [
      "\u001B[31m",
      "\u009B31m",
      "\u007F",
      "\u202E",
      "\u0085",
      "\u2028",
      '"',
      "\u{E0001}",
      "a".repeat(5000),
    ];
    for (const text of hostile) {
      const domain_name = Array.from({ length: 999 }, (_, i) => `${i}.example.com`).join(",");
      const { name, message } = await errorOf(csv("Note,URL", `${start},"http://${text.replaceAll('"', '""')}/"`), {
        domain_name,
      });
      expect(name).toBe("WrongFileError");
      expect(message).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
      expect(message.length).toBeLessThan(250);
    }
  });
});
