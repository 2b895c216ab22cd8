// Common first mistakes: each error is one line that says what is missing and what to do.
import { createExportClient } from "@cdn-export/client";
import { fakeService } from "@cdn-export/test-support/fake-service";
import { expect, it } from "vitest";
import { openLedger, saveChecked, sync, verifyFile } from "../src/index.ts";

const QUERY = { action: "uv", domains: "all", from: "2026-11-20", to: "2026-11-21" } as const;
const exported = () => createExportClient(fakeService().options).exportStatistics(QUERY);

it.each<[mistake: string, make: () => Promise<unknown>, message: string]>([
  [
    'saveChecked(cdn.exportStatistics(query), "a.csv")',
    () => saveChecked(exported() as never, "a.csv"),
    "saveFile's file is a promise: await it first",
  ],
  [
    'verifyFile("/nowhere/a.csv", request)',
    () => verifyFile("/nowhere/a.csv", { action: "uv" }),
    "ENOENT: no such file or directory, open '/nowhere/a.csv'",
  ],
  [
    'sync(windows, openLedger("ledger"), options)',
    () => sync([], Promise.resolve() as never, {} as never),
    "The ledger is a promise: await it first",
  ],
  ["openLedger(undefined)", () => openLedger(undefined as never), "openLedger needs the path of a file"],
])("%s", async (_, make, message) => {
  await expect(make()).rejects.toThrow(message);
});
