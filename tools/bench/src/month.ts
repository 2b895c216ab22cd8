// A month of statistics: rows and csv of some domains, every 5 minutes, and the report on them.
import { bill, breakdown, type Collector, collectPoints, type Points, top, valuesOf } from "@cdn-export/rows/report";

const MONTH = "2026-11";
const START = Date.parse(`${MONTH}-01T00:00:00+08:00`);
const END = Date.parse("2026-12-01T00:00:00+08:00");
const FIVE_MINUTES = 300_000;

/** In order of domains, as the emulator writes them. */
export function* rowsOf(
  domains: number,
  from: number = START,
  to: number = END,
): Generator<{ time: Date; domain: string; traffic: number }> {
  for (let domain = 0; domain < domains; domain++)
    for (let ms = from; ms < to; ms += FIVE_MINUTES) yield rowAt(domain, ms);
}

export function csvOf(domains: number, from?: number, to?: number): Uint8Array {
  const lines = ["Time (GMT+8),Domain,Traffic (Byte),Hit traffic (Byte),Origin traffic (Byte),Requests,Hit requests\n"];
  for (const { time, domain, ...numbers } of rowsOf(domains, from, to)) {
    const text = new Date(time.getTime() + 8 * 3_600_000).toISOString().slice(0, 19).replace("T", " ");
    lines.push(`${text},${domain},${Object.values(numbers).join(",")}\n`);
  }
  return new TextEncoder().encode(lines.join(""));
}

export function collectMonth(): Collector<Points> {
  const [action, groupBy] = ["reports_detail", "domain"] as const;
  return collectPoints({ action, domains: "all", groupBy, interval: 300, from: START, to: END });
}

/** What a reader of a month asks for: the largest domains, and the bill. */
export function reportOf(points: Points): { points: number; domains: number; max95: bigint } {
  const groups = breakdown(points, "domain");
  const { items } = top(valuesOf(groups, "traffic").value ?? [], 10);
  const { percentile95 } = bill(points, MONTH).areas.mainland_china;
  if (percentile95.value === undefined) throw new Error(percentile95.reason);
  const count = groups.reduce((sum, group) => sum + group.points.present, 0);
  return { points: count, domains: items.length, max95: percentile95.value.max95.raw.numerator };
}

function rowAt(domain: number, ms: number) {
  const traffic = 10 ** 9 + ((domain * 7919 + (ms / FIVE_MINUTES) * 104_729) % 1_000_003) * 1000;
  const requests = Math.floor(traffic / 10_000);
  const [hitTraffic, hitRequests] = [Math.floor(traffic * 0.9), Math.floor(requests * 0.9)];
  const time = new Date(ms);
  const originTraffic = traffic - hitTraffic;
  return { time, domain: `www${domain}.example.com`, traffic, hitTraffic, originTraffic, requests, hitRequests };
}
