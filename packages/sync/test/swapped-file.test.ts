// Random queries and files: the right file is never rejected, and a file of another day or domain always is, if a column shows it.
import type { ExportTaskRequest } from "@cdn-export/api";
import { ACTIONS } from "@cdn-export/api/values";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { verifyFile } from "../src/verify-file.ts";
import { WrongFileError } from "../src/wrong-file-error.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const MIDNIGHT = Date.parse("2026-11-01T00:00:00+08:00");

const HOSTS = ["www.example.com", "img.example.com", "cdn.example.org", "static.example.net"] as const;
const PATHS = ["/", "/a.html", "/img/www.other.com/b.png?x=1", "//double/slash", "/index.html"] as const;

/** What is exported: hours at any edge, whole days, or five minutes. */
const period = fc.oneof(
  fc.record({
    start: fc.nat(72).map((hour) => hour * HOUR),
    length: fc.integer({ min: 1, max: 30 }).map((hours) => hours * HOUR),
    interval: fc.constantFrom(300, 3600),
  }),
  fc.record({
    start: fc.nat(5).map((day) => day * DAY),
    length: fc.constantFrom(DAY, 2 * DAY, 7 * DAY),
    interval: fc.constant(3600),
  }),
  fc.record({
    start: fc.nat(288).map((point) => point * 5 * MINUTE),
    length: fc.integer({ min: 1, max: 36 }).map((points) => points * 5 * MINUTE),
    interval: fc.constant(300),
  }),
);

/** How the service may write the file. */
const style = fc.record({
  language: fc.constantFrom("en", "zh"),
  /** The times of the file against those of the query, as `rows` reads them. */
  offset: fc.constantFrom<number>(0, 8, -8),
  zone: fc.constantFrom("", "GMT+8"),
  hasEnds: fc.boolean(),
  /** The share of the points that exist: data that aren't settled stop early. */
  settled: fc.constantFrom<number>(1, 1, 0.5, 0.1),
  showsDomain: fc.boolean(),
  url: fc.constantFrom("https", "http", "host", "path"),
});

const scenario = fc.record({
  action: fc.constantFrom(...ACTIONS),
  period,
  style,
  domains: fc.oneof(fc.constant("all"), fc.uniqueArray(fc.constantFrom(...HOSTS), { minLength: 1, maxLength: 3 })),
});

type Scenario = typeof scenario extends fc.Arbitrary<infer Value> ? Value : never;

function requestOf({ action, period: { start, length, interval }, domains }: Scenario): ExportTaskRequest {
  const domain_name = domains === "all" ? domains : domains.join(",");
  return {
    action,
    interval,
    domain_name,
    start_time: MIDNIGHT + start,
    end_time: MIDNIGHT + start + length,
  } as ExportTaskRequest;
}

/** The file of a query, `shift` later and with the data of `hosts`. */
function fileOf({ action, period, style }: Scenario, hosts: readonly string[], shift = 0): Uint8Array {
  const isRanking = action.startsWith("top_");
  const { language, offset, zone, hasEnds, settled, showsDomain, url } = style;
  const time = (ms: number) =>
    new Date(ms + shift + offset * HOUR + 8 * HOUR)
      .toISOString()
      .slice(0, isRanking ? 10 : 16)
      .replace("T", " ");
  const step = isRanking ? DAY : period.interval * 1000;
  const from = isRanking ? Math.floor(period.start / DAY) * DAY : period.start;
  const count = Math.max(1, Math.floor(Math.ceil((period.start + period.length - from) / step) * settled));
  const suffix = zone && !isRanking ? ` (${zone})` : "";
  const headings = [language === "zh" ? `开始时间${suffix}` : `Start${suffix}`];
  if (hasEnds && !isRanking) headings.push(language === "zh" ? `结束时间${suffix}` : `End${suffix}`);
  if (showsDomain) headings.push(language === "zh" ? "域名" : "Domain");
  if (action === "top_url_detail") headings.push("URL");
  headings.push(language === "zh" ? "请求数" : "Requests");
  const lines = Array.from({ length: count }, (_, i) => {
    const at = MIDNIGHT + from + i * step;
    const host = hosts[i % hosts.length] ?? "";
    const path = PATHS[i % PATHS.length] ?? "";
    const cells = [time(at)];
    if (hasEnds && !isRanking) cells.push(time(at + step));
    if (showsDomain) cells.push(host);
    if (action === "top_url_detail")
      cells.push(
        { https: `https://${host}${path}`, http: `http://${host}:80${path}`, host: `${host}/${i}`, path }[url],
      );
    return [...cells, i].join(",");
  });
  return new TextEncoder().encode([headings.join(","), ...lines, ""].join("\n"));
}

async function isWrong(file: Uint8Array, request: ExportTaskRequest): Promise<boolean> {
  try {
    await verifyFile(file, request);
    return false;
  } catch (error) {
    if (error instanceof WrongFileError) return true;
    throw error;
  }
}

/** A ranking has dates, which an offset in hours doesn't move. */
const right = (drawn: Scenario): Scenario =>
  drawn.action.startsWith("top_") ? { ...drawn, style: { ...drawn.style, offset: 0 } } : drawn;
const hostsOf = ({ domains }: Scenario): readonly string[] => (domains === "all" ? HOSTS : domains);
const SEED = { seed: 20261130 };

describe("verifyFile", { timeout: 240_000 }, () => {
  it("accepts the right file, 10,000 times", async () => {
    await fc.assert(
      fc.asyncProperty(scenario, async (drawn) => {
        expect(await isWrong(fileOf(right(drawn), hostsOf(drawn)), requestOf(drawn))).toBe(false);
      }),
      { ...SEED, numRuns: 10_000 },
    );
  });

  it("rejects the file of another day", async () => {
    const days = fc.integer({ min: -60, max: 60 }).filter((days) => days !== 0);
    await fc.assert(
      fc.asyncProperty(scenario, days, async (drawn, days) => {
        // Half of one day, read at another offset, can be half of the next.
        const whole = right({ ...drawn, style: { ...drawn.style, settled: 1 } });
        expect(await isWrong(fileOf(whole, hostsOf(whole), days * DAY), requestOf(whole))).toBe(true);
      }),
      { ...SEED, numRuns: 3000 },
    );
  });

  it("rejects the file of other domains if a column shows them", async () => {
    await fc.assert(
      fc.asyncProperty(scenario, async (drawn) => {
        const shown = drawn.style.showsDomain || (drawn.action === "top_url_detail" && drawn.style.url !== "path");
        const others = HOSTS.filter((host) => !hostsOf(drawn).includes(host));
        fc.pre(shown && others.length > 0);
        expect(await isWrong(fileOf(drawn, others), requestOf(drawn))).toBe(true);
      }),
      { ...SEED, numRuns: 3000 },
    );
  });
});
