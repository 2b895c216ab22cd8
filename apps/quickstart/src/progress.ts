/** Lines with a label; on a terminal the last one can be written again and again. */
export interface Progress {
  line(label: string, text: string): void;
  /** A line that the next one replaces on a terminal; elsewhere it is written when its key changes. */
  live(label: string, text: string, key: string): void;
}

export const CLEAR_LINE = "\r\u001b[K";

export function createProgress(out: NodeJS.WriteStream): Progress {
  let open = false;
  let lastKey: string | undefined;
  const format = (label: string, text: string) => `  ${label.padEnd(9)} ${text}`;
  return {
    line(label, text) {
      out.write(`${open ? CLEAR_LINE : ""}${format(label, text)}\n`);
      open = false;
    },
    live(label, text, key) {
      if (out.isTTY) {
        // A line that wraps could not be replaced.
        out.write(CLEAR_LINE + format(label, text).slice(0, (out.columns || 80) - 1));
        open = true;
      } else if (key !== lastKey) {
        out.write(`${format(label, text)}\n`);
      }
      lastKey = key;
    },
  };
}
