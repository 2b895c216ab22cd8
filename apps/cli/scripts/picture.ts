// `npm run cli:record`: runs the built program in a terminal against an emulator, and draws the session in docs/session.svg.
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { manualClock, startEmulator } from "@cdn-export/emulator";
import { type OpenTerminal, openTerminal } from "./terminal.ts";

const FILE = join(import.meta.dirname, "../../../docs/session.svg");
const COLUMNS = 92;
const RUN_MS = 60_000;
/** Any day: the picture must not depend on when it's drawn. */
const NOW = Date.parse("2026-11-08T10:00:00+08:00");

/** What the terminal shows for a while. */
interface Frame {
  lines: readonly string[];
  seconds: number;
}

/** The picture of an export that is stopped and resumed. */
export async function picture(): Promise<string> {
  const cloud = await startEmulator({ format: "csv", runMs: RUN_MS, clock: manualClock(NOW), topRows: 40 });
  const cwd = mkdtempSync(join(tmpdir(), "picture-"));
  const env = { CDN_EXPORT_ENDPOINT: cloud.url, CDN_EXPORT_STATE: mkdtempSync(join(tmpdir(), "picture-state-")) };
  const frames: Frame[] = [];
  let above: string[] = [];
  const show = (screen: string, seconds: number) => frames.push({ lines: [...above, ...linesOf(screen)], seconds });
  const run = async (line: string, act?: (terminal: OpenTerminal) => Promise<void>) => {
    above.push(`$ cdn-export ${line}`);
    show("", 1.5);
    const terminal = openTerminal(line.split(" "), { columns: COLUMNS, cwd, env });
    await act?.(terminal);
    await terminal.ended;
    show(terminal.screen(), 2);
    above = [...above, ...linesOf(terminal.screen()), ""];
  };
  try {
    await run("get top_url_detail www.example.com --on 2026-11-01 --language en -o top-urls", async (terminal) => {
      show(await terminal.shows(/wait {2}processing/), 2.5);
      terminal.type("\u0003");
    });
    await run("resume", async (terminal) => {
      show(await terminal.shows(/wait {2}processing/), 2.5);
      cloud.advance(RUN_MS);
    });
    await run("rows top-urls.csv --limit 5");
    show("", 5);
    return draw(frames);
  } finally {
    await cloud.close();
  }
}

/** The job's ID, the spinner and the time differ from run to run: the picture has the same ones each time. */
function linesOf(screen: string): string[] {
  if (screen === "") return [];
  return screen
    .replace(/\b\d{4}-[a-z2-9]{4}\b/g, "1108-k3f9")
    .replace(/[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]/g, "⠋")
    .replace(/processing, [\d.]+ s/g, "processing, 2.1 s")
    .split("\n");
}

const CHAR_PX = 8.43;
const LINE_PX = 20;
const MARGIN_PX = 18;

/** An SVG that shows each line at its time. Without animation, it shows the last frame. */
function draw(frames: readonly Frame[]): string {
  const spans = spansOf(frames);
  const total = frames.reduce((sum, { seconds }) => sum + seconds, 0);
  const width = Math.ceil(COLUMNS * CHAR_PX + 2 * MARGIN_PX);
  const height = Math.max(...frames.map(({ lines }) => lines.length)) * LINE_PX + 2 * MARGIN_PX;
  const times = [...new Set(spans.map(({ start, end }) => `${start}-${end}`))];
  const texts = spans.map(({ text, row, start, end }) => {
    const classes = [
      `t${times.indexOf(`${start}-${end}`)}`,
      ...(text.startsWith("$ ") ? ["command"] : []),
      ...(end < total ? ["past"] : []),
    ];
    const y = MARGIN_PX + (row + 0.75) * LINE_PX;
    return `<text class="${classes.join(" ")}" x="${MARGIN_PX}" y="${y}">${escaped(text)}</text>`;
  });
  const at = (seconds: number) => `${((100 * seconds) / total).toFixed(2)}%`;
  const animations = times.map((time, index) => {
    const [start = 0, end = 0] = time.split("-").map(Number);
    const hidden = [...(start > 0 ? ["0%"] : []), ...(end < total ? [at(end), "100%"] : [])].join();
    const keyframes = `${hidden && `${hidden}{visibility:hidden}`}${at(start)}{visibility:visible}`;
    return `.t${index}{animation:t${index} ${total}s step-end infinite}@keyframes t${index}{${keyframes}}`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" xml:space="preserve">
<title>cdn-export get waits for an export, Ctrl-C stops it, cdn-export resume saves the file, cdn-export rows shows it</title>
<style>
text{font:14px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;fill:#c9d1d9}
.command{fill:#7ee787}
.past{visibility:hidden}
@media (prefers-reduced-motion:no-preference){
${animations.join("\n")}
}
</style>
<rect width="${width}" height="${height}" rx="8" fill="#0d1117"/>
${texts.join("\n")}
</svg>
`;
}

/** A line in a row of the screen, from its first second to its last. */
interface Span {
  text: string;
  row: number;
  start: number;
  end: number;
}

function spansOf(frames: readonly Frame[]): Span[] {
  const spans: Span[] = [];
  let now = 0;
  for (const { lines, seconds } of frames) {
    for (const [row, text] of lines.entries()) {
      const same = spans.find((span) => span.row === row && span.text === text && span.end === now);
      if (same) same.end += seconds;
      else if (text !== "") spans.push({ text, row, start: now, end: now + seconds });
    }
    now += seconds;
  }
  return spans;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

if (import.meta.main) writeFileSync(FILE, await picture());
