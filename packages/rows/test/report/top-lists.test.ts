import { describe, expect, it } from "vitest";
import {
  collectTopLists,
  ReportError,
  type ReportQuery,
  sumTopLists,
  type TopList,
  toDecimal,
  top,
} from "../../src/report/index.ts";

const QUERY: ReportQuery = { action: "top_url_detail", domains: "all", from: "2026-11-01", to: "2026-11-02" };

function listsOf(query: Partial<ReportQuery>, rows: Record<string, unknown>[], source = "urls.csv"): TopList[] {
  const part = collectTopLists({ ...QUERY, ...query }, { source });
  part.addAll(rows);
  return part.finish();
}

function url(path: string, requests: number): Record<string, unknown> {
  return { url: `https://www.example.com${path}`, requests };
}

function refusal(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    expect(error).toBeInstanceOf(ReportError);
    return `${(error as ReportError).code}: ${(error as ReportError).message}`;
  }
  throw new Error("It was not refused");
}

describe("top lists", () => {
  const first = listsOf({}, [url("/a", 60), url("/b", 30)]);
  const second = listsOf({ from: "2026-11-02", to: "2026-11-03" }, [url("/a", 6), url("/c", 40)]);

  it("add up by name, with the number of lists that have it", () => {
    const sums = sumTopLists([...first, ...second]);
    expect(sums).toEqual([
      { key: "https://www.example.com/a", value: 66n, lists: 2 },
      { key: "https://www.example.com/c", value: 40n, lists: 1 },
      { key: "https://www.example.com/b", value: 30n, lists: 1 },
    ]);
    expect(sumTopLists([])).toEqual([]);
  });

  it("have shares of themselves, or of the total that a report has", () => {
    const shares = (total?: bigint) => {
      const { items, rest } = top(sumTopLists(first), 1, total === undefined ? {} : { total });
      return [...items, rest].map(({ value, percent }) => [value, toDecimal(percent)]);
    };
    expect(shares()).toEqual([
      [60n, "66.67"],
      [30n, "33.33"],
    ]);
    expect(shares(180n)).toEqual([
      [60n, "33.33"],
      [120n, "66.67"],
    ]);
  });

  it("are one for each domain if the rows have domains", () => {
    const rows = [
      { ...url("/a", 1), domain: "www.example.com" },
      { ...url("/a", 2), domain: "IMG.example.com" },
    ];
    const lists = listsOf({ groupBy: "domain" }, rows);
    expect(lists.map(({ domains, values }) => [domains, [...values.values()]])).toEqual([
      [["www.example.com"], [1]],
      [["img.example.com"], [2]],
    ]);
    expect(sumTopLists(lists)[0]).toMatchObject({ value: 3n, lists: 2 });
  });

  it("know what they count from the heading, or from the query", () => {
    const measures = (row: Record<string, unknown>, statType?: string) =>
      listsOf(statType === undefined ? {} : { statType }, [{ url: "/", ...row }])[0]?.measure;
    expect([measures({ traffic: 1 }), measures({ requests: 1 }, "flux")]).toEqual(["traffic", "requests"]);
    expect([measures({ value: 1 }, "flux"), measures({ value: 1 }, "req_num"), measures({ value: 1 })]).toEqual([
      "traffic",
      "requests",
      "value",
    ]);
  });

  it.each([
    ["top_path_detail", "path"],
    ["top_ua_detail", "userAgent"],
    ["top_referer_detail", "referer"],
    ["top_ip_detail", "clientIp"],
  ] as const)("of %s have names under %s", (action, key) => {
    expect([...(listsOf({ action }, [{ [key]: "x", requests: 1 }])[0]?.values ?? [])]).toEqual([["x", 1]]);
  });

  it("aren't added if they count the same traffic", () => {
    const month = listsOf({ to: "2026-12-01" }, [url("/a", 900)], "month.csv");
    expect(refusal(() => sumTopLists([...first, ...month]))).toBe(
      "OVERLAP: urls.csv (all, 2026-11-01 00:00 to 2026-11-02 00:00) and month.csv (all, 2026-11-01 00:00 to 2026-12-01 00:00) count the same traffic: leave one out",
    );
    const ofDomains = (...domains: string[]) => listsOf({ domains }, [url("/a", 1)]);
    const refused: TopList[][] = [
      [...first, ...listsOf({ serviceArea: "global" }, [url("/a", 1)])],
      [...first, ...ofDomains("a.example.com")],
      [...ofDomains("a.example.com", "b.example.com"), ...ofDomains("c.example.com")],
      [...ofDomains("a.example.com"), ...ofDomains("a.example.com")],
    ];
    for (const lists of refused) expect(refusal(() => sumTopLists(lists))).toContain("OVERLAP");
    const added: TopList[][] = [
      [...first, ...listsOf({ serviceArea: "outside_mainland_china" }, [url("/a", 1)])],
      [...ofDomains("a.example.com"), ...ofDomains("b.example.com")],
      [...ofDomains("a.example.com", "b.example.com"), ...ofDomains("c.example.com", "d.example.com")],
    ];
    for (const lists of added) expect(sumTopLists(lists)[0]?.lists).toBe(2);
  });

  it("aren't added if they are of different kinds", () => {
    const paths = listsOf({ action: "top_path_detail", from: "2026-11-05", to: "2026-11-06" }, [
      { path: "/", requests: 1 },
    ]);
    const bytes = listsOf({ from: "2026-11-05", to: "2026-11-06" }, [{ url: "/", traffic: 1 }]);
    const germany = listsOf({ from: "2026-11-05", to: "2026-11-06", countries: ["de"] }, [url("/", 1)]);
    expect([paths, bytes, germany].map((lists) => refusal(() => sumTopLists([...first, ...lists])))).toEqual([
      "MIXED: The exports differ in statistic (top_url_detail, top_path_detail): report on each alone",
      "MIXED: The exports differ in measure (requests, traffic): report on each alone",
      "MIXED: The exports differ in region (none, country de): report on each alone",
    ]);
  });

  it("refuse queries and rows that aren't of a top list", () => {
    expect(refusal(() => listsOf({ action: "uv" }, []))).toBe("NOT_ADDITIVE: uv isn't a top list");
    const { from, to, ...query } = QUERY;
    expect(refusal(() => collectTopLists(query))).toBe("BAD_QUERY: A top list needs its period");
    const rows: [row: Record<string, unknown>, problem: string][] = [
      [{ url: "/" }, "has no whole number of bytes or requests"],
      [{ url: "/", requests: 1.5 }, "has no whole number of bytes or requests"],
      [{ requests: 1 }, "has no url"],
      [url("/a", 2), 'is the second one for "https://www.example.com/a"'],
      [{ url: "/", traffic: 1 }, "has traffic, the rows before have requests"],
    ];
    for (const [row, problem] of rows)
      expect(refusal(() => listsOf({}, [url("/a", 1), row]))).toBe(`BAD_ROW: Row 2 of urls.csv ${problem}`);
    expect(refusal(() => listsOf({ groupBy: "domain" }, [url("/a", 1)]))).toContain("has no domain");
  });
});
