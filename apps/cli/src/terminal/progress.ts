// Progress, on a terminal only: one line that is drawn again and again, on stderr.
import type { Ora } from "ora";
import { printable } from "./printable.ts";

export interface Progress {
  show(text: string): void;
  /** Takes the line away, before something else is written. The next `show` draws it again. */
  clear(): void;
}

export function createProgress(stream: NodeJS.WriteStream, isWanted: boolean): Progress {
  if (!isWanted || !stream.isTTY || process.env.TERM === "dumb") return { show() {}, clear() {} };
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
    spinner = ora({ stream, discardStdin: false, color: stream.hasColors?.() ? "cyan" : false });
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

/** One line: what does not fit would be drawn anew below itself in some terminals. */
function fitting(text: string, columns = 80): string {
  const room = columns - 4;
  return text.length > room ? `${text.slice(0, Math.max(room - 3, 1))}...` : text;
}
