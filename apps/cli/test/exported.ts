// Exported files and other files, in one folder per test file.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createExportClient } from "@cdn-export/client";
import { saveFile } from "@cdn-export/client/node";
import { DEMO_CREDENTIALS, type FileFormat, startEmulator } from "@cdn-export/emulator";
import { newFolder, type Ran, run } from "../scripts/run.ts";

export const cwd: string = newFolder();

/** Exports the thirty top URLs of a day. @returns the path of the file. */
export async function exported(format: FileFormat, language: "zh" | "en"): Promise<string> {
  const cloud = await startEmulator({ format, runMs: 0, createBody: "task-id", port: false, topRows: 30 });
  try {
    const client = createExportClient({ credentials: DEMO_CREDENTIALS, endpoint: cloud.url, fetch: cloud.fetch });
    const day = { from: "2026-11-01T00:00+08:00", to: "2026-11-02T00:00+08:00" };
    const query = { action: "top_url_detail", domains: ["www.example.com"], ...day, language } as const;
    const { path } = await saveFile(await client.exportStatistics(query), join(cwd, `top-${format}-${language}`));
    return path;
  } finally {
    await cloud.close();
  }
}

export function written(name: string, content: string | Uint8Array): string {
  const path = join(cwd, name);
  writeFileSync(path, content);
  return path;
}

export function rows(...args: string[]): Promise<Ran> {
  return run(["rows", ...args], { cwd });
}
