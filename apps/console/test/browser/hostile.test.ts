// What visitors and files contain is text, and an open page stays usable when its folder changes.
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { writeExportFolder } from "@cdn-export/test-support/export-folder";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { figureText, textOf } from "./figures.ts";
import { settled, useConsole } from "./open.ts";

const ATTACKS = [
  "<img src=x onerror=alert(1)>",
  "<script>alert(2)</script>",
  "javascript:alert(3)",
  "https://evil.example/?\u202Egnp.exe",
  '"><svg onload=alert(4)>',
];

describe("names of visitors", () => {
  const { open } = useConsole({
    args: [],
    fill: (folder) => {
      const rows = ATTACKS.map((name, i) => `2026-11-01,www.example.com,${i + 1},"${name.replaceAll('"', '""')}",100`);
      const csv = `Date,Domain,Rank,User-Agent,Requests\n${rows.join("\n")}\n`;
      const common = { domains: ["www.example.com"], from: "2026-11-01", to: "2026-11-02" };
      writeExportFolder(folder, [{ ...common, action: "top_ua_detail", csv }]);
    },
  });

  test("are shown as text in lists and tables", async () => {
    const page = await open("/overview");
    await page.locator(".bars .name").first().waitFor();
    const names = await page.locator(".bars .name").allTextContents();
    expect(names).toEqual(expect.arrayContaining(ATTACKS));
    expect(await page.locator("main img, main script, main svg").count()).toBe(0);
    await page.goto(new URL("/jobs/files", page.url()).href);
    await page.getByRole("link", { name: /top_ua_detail/ }).click();
    await page.locator(".data-table tbody td").first().waitFor();
    expect(await textOf(page.locator(".data-table tbody"))).toContain("<img src=x onerror=alert(1)>");
    expect(await page.locator("main img, main script, main svg").count()).toBe(0);
  });
});

describe("a folder that changes while the page shows it", () => {
  const { folder, open } = useConsole();
  const files = (page: Page) => page.locator(".problem summary");

  test("loses a file, and gets a damaged one: the page says which, and shows the rest", async () => {
    const page = await open("/overview");
    const before = await figureText(page, "Traffic");
    await page.goto(new URL("/jobs/files", page.url()).href);
    const links = page.getByRole("link", { name: /reports_detail\// });
    await links.first().waitFor();
    const [newest = "", second = ""] = await links.allTextContents();
    rmSync(join(folder, newest));
    writeFileSync(join(folder, second), "<html>this isn't an export</html>");
    await page.goto(new URL("/overview", page.url()).href);
    await expect.poll(() => textOf(files(page)), { timeout: 20_000 }).toContain("2 files are left out");
    await settled(page);
    expect(await figureText(page, "Traffic")).not.toBe(before);
    await files(page).click();
    const text = await textOf(page.locator(".problem"));
    expect(text).toContain(newest);
    expect(text).toContain(second);
  });
});

describe("a folder without anything", () => {
  const { open } = useConsole({ fill: () => {} });

  test.each([
    ["en-US", "No data yet"],
    ["zh-CN", "还没有数据"],
  ])("says what to do: %s", async (locale, text) => {
    const page = await open("/overview", { locale });
    expect(await textOf(page.locator("main"))).toContain(text);
  });
});

describe("a console that has stopped", () => {
  const running = useConsole();

  test("is noticed, and the page says how to start it again", async () => {
    const page = await running.open("/jobs", { allow: /ERR_|Failed to load/ });
    await running.console.close();
    await page.getByText("The console isn't running.").waitFor({ timeout: 20_000 });
  });
});
