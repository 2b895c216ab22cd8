// The progress line: one line on stderr, redrawn in place, on terminals only.
import type { Ora } from "ora";
import { printable } from "./printable.ts";

type Text = string | (() => string);

export interface Progress {
  /** A function is called again every second, so that its text moves. */
  show(text: Text): void;
  /** Shows another text until the next `show`, or until it is `undefined`. */
  cover(text: Text | undefined): void;
  /** Removes the line, so that something else can be written. The next `show` draws it again. */
  clear(): void;
}

export function createProgress(stream: NodeJS.WriteStream, isWanted: boolean): Progress {
  // Under `script` and `expect`, a terminal may have no size; ora would then erase lines endlessly.
  const isDrawable = stream.isTTY && stream.columns > 0 && process.env.TERM !== "dumb";
  if (!isWanted || !isDrawable) return { show() {}, cover() {}, clear() {} };
  let latest: Text | undefined;
  let covering: Text | undefined;
  let timer: NodeJS.Timeout | undefined;
  let spinner: Ora | undefined;
  const draw = () => {
    const text = covering ?? latest;
    if (!spinner || text === undefined) return;
    spinner.text = fitting(printable(typeof text === "string" ? text : text()), stream.columns, widthOf);
    if (!spinner.isSpinning) spinner.start();
  };
  let isLoading = false;
  let widthOf = (text: string) => text.length;
  // Loaded on first use: most runs end before there is anything to show.
  const load = async () => {
    isLoading = true;
    const [{ default: ora }, { default: stringWidth }] = await Promise.all([import("ora"), import("string-width")]);
    widthOf = stringWidth;
    // Don't let ora read stdin or handle Ctrl-C. It ignores NO_COLOR, so ask the stream.
    const plain = isAscii(process.env) && ({ spinner: "line" } as const);
    spinner = ora({ stream, discardStdin: false, color: stream.hasColors?.() ? "cyan" : false, ...plain });
    draw();
  };
  const update = () => {
    timer ??= setInterval(draw, TICK_MS).unref();
    if (spinner) draw();
    else if (!isLoading) void load();
  };
  return {
    show(text) {
      latest = text;
      covering = undefined;
      update();
    },
    cover(text) {
      covering = text;
      if (latest !== undefined || text !== undefined) update();
    },
    clear() {
      latest = undefined;
      covering = undefined;
      clearInterval(timer);
      timer = undefined;
      // `stop` writes to the terminal even if nothing is shown.
      if (spinner?.isSpinning) spinner.stop();
    },
  };
}

const TICK_MS = 1000;

/** Whether the locale only has ASCII characters, like C. Without a locale, the terminal decides. */
function isAscii({ LC_ALL, LC_CTYPE, LANG }: NodeJS.ProcessEnv): boolean {
  const locale = LC_ALL || LC_CTYPE || LANG;
  return locale !== undefined && locale !== "" && !/utf-?8/i.test(locale);
}

/** Cuts the text to one line: some terminals redraw a wrapped line below itself. */
function fitting(text: string, columns: number, widthOf: (text: string) => number): string {
  const room = columns - 4;
  if (widthOf(text) <= room) return text;
  let shown = "";
  for (const char of text) {
    if (widthOf(shown + char) > Math.max(room - 3, 1)) break;
    shown += char;
  }
  return `${shown}...`;
}
