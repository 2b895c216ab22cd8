import { describe, expect, test } from "vitest";
import { isDevice, isFolderPath, nameOf } from "../src/shared/output-file.ts";
import type { ExportScope } from "../src/shared/query.ts";

const SCOPE: ExportScope = {
  action: "uv",
  domains: ["www.example.com"],
  from: new Date("2026-11-01T00:00+08:00"),
  to: new Date("2026-11-03T00:00+08:00"),
  filters: [],
};
const named = (change: Partial<ExportScope>) => nameOf({ ...SCOPE, ...change });

describe("the default name of a file", () => {
  test("contains times as exactly as the period needs", () => {
    const at = (from: string) => named({ from: new Date(from) }).split("_")[1];
    expect(at("2026-11-01T00:00+08:00")).toBe("2026-11-01");
    expect(at("2026-11-01T08:30+08:00")).toBe("2026-11-01T0830");
    expect(at("2026-11-01T00:00:05+08:00")).toBe("2026-11-01T000005");
    expect(at("2026-11-01T08:30:00.250+08:00")).toBe("2026-11-01T083000.250");
  });

  test("differs where queries differ in letter case or in characters that file systems refuse", () => {
    const names = ["CN", "cn", "Cn", "c/n", "c:n", "c_n"].map((country) => named({ filters: [["country", country]] }));
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[\w.+-]+$/);
  });

  test("stays short with any number of domains, and differs for each list", () => {
    const domains = (last: string) => [...Array.from({ length: 100 }, (_, i) => `www${i}.example.com`), last];
    const [one, other] = [named({ domains: domains("a.com") }), named({ domains: domains("b.com") })];
    expect(one).not.toBe(other);
    expect(one).toMatch(/^uv_2026-11-01_2026-11-03_www0\.example\.com\+www1.*_[0-9a-f]{8}$/);
    for (const name of [one, named({ domains: ["例".repeat(60)] })])
      expect(Buffer.byteLength(name)).toBeLessThanOrEqual(120);
  });
});

test.each(["CON", "con.csv", "Nul.tar.gz", "COM1", "lpt9.xlsx", "aux .csv", "NUL:", "COM¹.csv"])(
  "%s is a device on Windows, and a file elsewhere",
  (name) => {
    expect(isDevice(name, "win32")).toBe(true);
    expect(isDevice(name, "linux")).toBe(false);
  },
);

test.each(["console.csv", "com.csv", "com10.csv", "uv_2026-11-01_2026-11-02_con.example.com.csv", "visitors.con"])(
  "%s is a file on Windows, too",
  (name) => {
    expect(isDevice(name, "win32")).toBe(false);
  },
);

test("a default name isn't a device and has no character that Windows refuses", () => {
  for (const domain of ["con", "a*b", "a:b", 'a"b', "a|b", "例.中国"]) {
    const name = named({ domains: [domain] });
    expect(isDevice(name, "win32")).toBe(false);
    expect(name).not.toMatch(/[<>:"/\\|?*]|[. ]$/);
  }
});

test("a path that ends with a separator is a folder", () => {
  expect([isFolderPath("exports/", "linux"), isFolderPath("exports/", "win32")]).toEqual([true, true]);
  expect([isFolderPath("exports\\", "linux"), isFolderPath("exports\\", "win32")]).toEqual([false, true]);
});
