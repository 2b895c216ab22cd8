import { expect, it } from "vitest";
import { checkQuery, type ExportQuery, InvalidQueryError } from "../../src/index.ts";

const QUERY: ExportQuery = {
  action: "top_url_detail",
  domains: ["www.example.com"],
  from: "2026-11-01",
  to: "2026-11-02",
};

it("checkQuery returns the warnings that a job would have", async () => {
  expect(await checkQuery(QUERY, Date.parse("2026-11-10"))).toEqual([]);
  const early = await checkQuery(QUERY, Date.parse("2026-11-02T00:00+08:00"));
  expect(early.map(({ rule }) => rule)).toEqual(["settled"]);
});

it("checkQuery throws every problem for which a job sends nothing", async () => {
  const illegal = { ...QUERY, countries: ["cn"], to: "2026-10-01" } as unknown as ExportQuery;
  const error = await checkQuery(illegal).catch((reason) => reason);
  expect(error).toBeInstanceOf(InvalidQueryError);
  expect(error.problems.join()).toContain("countries must not be sent");
  await expect(checkQuery({ ...QUERY, domains: [] })).rejects.toThrow("domains");
});
