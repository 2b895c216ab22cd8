// The progress line: one line on stderr, redrawn in place, on terminals only.
import type { Ora } from "ora";
import { printable } from "./printable.ts";

export interface Progress {
  show(text: string): void;
  /** Removes the line, so that something else can be written. The next `show` draws it again. */
  clear(): void;
}

export function createProgress(stream: NodeJS.WriteStream, isWanted: boolean): Progress {
  // Under `script` and `expect`, a terminal may have no size; ora would then erase lines endlessly.
  const isDrawable = stream.isTTY && stream.columns > 0 && process.env.TERM !== "dumb";
  if (!isWanted || !isDrawable) return { show() {}, clear() {} };
  let latest: string | undefined;
  let spinner: Ora | undefined;
  const draw = () => {
    if (!spinner || latest === undefined) return;
    spinner.text = fitting(printable(latest), stream.columns);
    if (!spinner.isSpinning) spinner.start();
  };
  let isLoading = false;
  // Loaded on first use: most runs end before there is anything to show.
  const load = async () => {
    isLoading = true;
    const { default: ora } = await import("ora");
    // Don't let ora read stdin or handle Ctrl-C. It ignores NO_COLOR, so ask the stream.
    const plain = isAscii(process.env) && ({ spinner: "line" } as const);
    spinner = ora({ stream, discardStdin: false, color: stream.hasColors?.() ? "cyan" : false, ...plain });
    draw();
  };
  return {
    show(text) {
      latest = text;
      if (spinner) draw();
      else if (!isLoading) void load();
    },
    clear() {
      latest = undefined;
      // `stop` writes to the terminal even if nothing is shown.
      if (spinner?.isSpinning) spinner.stop();
    },
  };
}

/** Whether the locale only has ASCII characters, like C. Without a locale, the terminal decides. */
function isAscii({ LC_ALL, LC_CTYPE, LANG }: NodeJS.ProcessEnv): boolean {
  const locale = LC_ALL || LC_CTYPE || LANG;
  return locale !== undefined && locale !== "" && !/utf-?8/i.test(locale);
}

/** Cuts the text to one line: some terminals redraw a wrapped line below itself. */
function fitting(text: string, columns = 80): string {
  const room = columns - 4;
  return text.length > room ? `${text.slice(0, Math.max(room - 3, 1))}...` : text;
}
