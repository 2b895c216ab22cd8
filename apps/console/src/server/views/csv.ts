// What a view shows, as lines of csv. Visitors write the names in top lists, so formulas are neutralised.
import { GMT8_MS } from "@cdn-export/client/internal";
import { toCsv } from "@cdn-export/rows";
import type { BillReport, Completeness, Files, Overview, Tops } from "../../contract.ts";

type Line = Record<string, unknown>;

export function csvOf(lines: Iterable<Line>): AsyncGenerator<string> {
  return toCsv(lines, { guardFormulas: true });
}

export function* overviewLines({ by, starts, series, totals }: Overview): Generator<Line> {
  for (const [i, start] of starts.entries())
    for (const { key, traffic, requests } of series)
      yield {
        "time (GMT+8)": timeText(start),
        ...(by !== "none" && { [by]: key ?? "others" }),
        ...(traffic && { "traffic (byte)": traffic[i] }),
        ...(requests && { requests: requests[i] }),
        ...(by === "none" && {
          "bandwidth (bit/s)": totals.bandwidth[i],
          "hit ratio": totals.hitRatio[i],
          "missing points": totals.missing[i],
        }),
      };
}

export function* topLines({ lists }: Tops): Generator<Line> {
  for (const { action, measure, top } of lists)
    for (const [i, { key, value, percent }] of (top.value?.items ?? []).entries())
      yield { action, rank: i + 1, name: key, measure, value, percent };
}

export function* completenessLines({ actions }: Completeness): Generator<Line> {
  for (const { action, days } of actions) {
    const windows = new Set(days.flatMap(({ windows }) => windows));
    for (const { domains, from, to, state, bytes, why } of windows)
      yield {
        action,
        domains: domains === "all" ? "all" : domains.join(" "),
        "from (GMT+8)": timeText(from),
        "to (GMT+8)": timeText(to),
        state,
        bytes,
        why: why?.en ?? "",
      };
  }
}

export function* fileLines({ files }: Files): Generator<Line> {
  for (const { path, action, domains, from, to, bytes, rows, createdAt, provisional, restated } of files)
    yield {
      path,
      action,
      domains: domains === "all" ? "all" : domains.join(" "),
      "from (GMT+8)": timeText(from),
      "to (GMT+8)": timeText(to),
      bytes,
      rows: rows ?? "",
      "exported (GMT+8)": timeText(createdAt),
      provisional,
      restated,
    };
}

export function* billLines({ areas }: BillReport): Generator<Line> {
  for (const { area, modes } of areas)
    for (const { mode, quantity } of modes)
      for (const { unit, raw, withOverhead } of quantity.value ?? [{ unit: "", raw: "", withOverhead: "" }])
        yield { area, mode, unit, raw, "x 1.10": withOverhead, reason: quantity.reason?.en ?? "" };
}

/** `2026-11-01 08:00` */
function timeText(ms: number): string {
  return new Date(ms + GMT8_MS).toISOString().slice(0, 16).replace("T", " ");
}
