// `npm run cli:record`: runs the built program in a terminal against an emulator, and writes the screens into the
// READMEs.
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Emulator, manualClock, startEmulator } from "@cdn-export/emulator";
import { type OpenTerminal, openTerminal } from "./terminal.ts";

const COLUMNS = 100;
const RUN_MS = 60_000;
/** A fixed day, so that every recording is the same. */
const NOW = Date.parse("2026-11-08T10:00:00+08:00");
const FILES: readonly string[] = [join(import.meta.dirname, "../README.md")];
const PLACE = /(<!-- recorded: npm run cli:record -->\n```console\n)[\s\S]*?(```\n)/;

/** The commands and the screen after each of them. */
export async function recording(): Promise<string> {
  const cloud = await startEmulator({ format: "csv", runMs: RUN_MS, clock: manualClock(NOW), topRows: 40 });
  const cwd = mkdtempSync(join(tmpdir(), "recorded-"));
  const env = { CDN_EXPORT_ENDPOINT: cloud.url, CDN_EXPORT_STATE: mkdtempSync(join(tmpdir(), "recorded-state-")) };
  const open = (line: string) => openTerminal(line.split(" "), { columns: COLUMNS, cwd, env });
  try {
    const shown: string[] = [];
    const record = async (line: string, act: (terminal: OpenTerminal) => Promise<void> = async () => {}) => {
      const terminal = open(line);
      await act(terminal);
      await terminal.ended;
      shown.push(`$ cdn-export ${line}\n${terminal.screen()}`);
    };
    const done = waited(cloud);
    await record("get top_url_detail www.example.com --on 2026-11-01 --language en -o top-urls", done);
    await record("rows top-urls.csv --limit 5");
    await record("get uv all --on 2026-10 -o visitors", async (terminal) => {
      await terminal.shows(/wait {2}processing/);
      terminal.type("\u0003");
    });
    await record("resume", done);
    await record("tasks");
    return `${shown.join("\n\n").replace(/\b\d{4}-[a-z2-9]{4}\b/g, "1108-k3f9")}\n`;
  } finally {
    await cloud.close();
  }
}

/** Finishes the task once the program waits for it. */
function waited(cloud: Emulator) {
  return async (terminal: OpenTerminal) => {
    await terminal.shows(/wait {2}/);
    cloud.advance(RUN_MS);
  };
}

/** The README with the new recording. */
export function withRecording(readme: string, recorded: string): string {
  return readme.replace(PLACE, (_, before: string, after: string) => `${before}${recorded}${after}`);
}

if (import.meta.main) {
  const recorded = await recording();
  for (const file of FILES) writeFileSync(file, withRecording(readFileSync(file, "utf8"), recorded));
}
