// Progress, on a terminal only: one line that is drawn again and again, on stderr.
import type { Ora } from "ora";
import { printable } from "./printable.ts";

export interface Progress {
  show(text: string): void;
  /** Takes the line away, before something else is written. The next `show` draws it again. */
  clear(): void;
}

export function createProgress(stream: NodeJS.WriteStream, isWanted: boolean): Progress {
  // A terminal without a size, as `script` and `expect` may have: the library would take its lines away for ever.
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
  // Loaded when there is something to show: most runs are over before.
  const load = async () => {
    isLoading = true;
    const { default: ora } = await import("ora");
    // stdin stays the user's, and Ctrl-C ours. The library looks at the terminal, but not at NO_COLOR.
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
      // It writes to the terminal even when there is nothing to take away.
      if (spinner?.isSpinning) spinner.stop();
    },
  };
}

/** Whether the locale is one without other characters, like C. Where none is set, the terminal decides. */
function isAscii({ LC_ALL, LC_CTYPE, LANG }: NodeJS.ProcessEnv): boolean {
  const locale = LC_ALL || LC_CTYPE || LANG;
  return locale !== undefined && locale !== "" && !/utf-?8/i.test(locale);
}

/** One line: what does not fit would be drawn anew below itself in some terminals. */
function fitting(text: string, columns = 80): string {
  const room = columns - 4;
  return text.length > room ? `${text.slice(0, Math.max(room - 3, 1))}...` : text;
}
