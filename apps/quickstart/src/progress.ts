/** Lines with a label; on a terminal the last one can be written again and again. */
export interface Progress {
  line(label: string, text: string): void;
  /** A line that the next one replaces on a terminal; elsewhere it is written when its key changes. */
  live(label: string, text: string, key: string): void;
}

export function createProgress(out: NodeJS.WriteStream): Progress {
  let open = false;
  let lastKey: string | undefined;
  const format = (label: string, text: string) => `  ${label.padEnd(9)} ${text}`;
  return {
    line(label, text) {
      out.write(`${open ? "\r\u001b[K" : ""}${format(label, text)}\n`);
      open = false;
    },
    live(label, text, key) {
      if (out.isTTY) {
        out.write(`\r\u001b[K${format(label, text)}`);
        open = true;
      } else if (key !== lastKey) {
        out.write(`${format(label, text)}\n`);
      }
      lastKey = key;
    },
  };
}
