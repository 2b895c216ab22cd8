// A terminal as a person has one: the built program in a pseudo-terminal, and the screen that it leaves.
import { spawn } from "@lydell/node-pty";
import xterm from "@xterm/headless";
import { BIN, environment } from "./run.ts";

export interface OpenTerminal {
  /** The lines on the screen and above it, without blanks at their ends and empty lines at the end. */
  screen(): string;
  /** Resolves with the screen as soon as it shows this; rejects when the program ends without. */
  shows(pattern: RegExp): Promise<string>;
  /** Keys: `\u0003` is Ctrl-C. */
  type(keys: string): void;
  readonly pid: number;
  kill(signal: string): void;
  /** The exit code and everything that was written, escape codes and all. */
  readonly ended: Promise<{ code: number; raw: string }>;
}

export function openTerminal(
  args: readonly string[],
  { columns = 80, cwd, env = {} }: { columns?: number; cwd: string; env?: Record<string, string> },
): OpenTerminal {
  const size = { cols: columns, rows: 30 };
  const screen = new xterm.Terminal({ ...size, allowProposedApi: true, scrollback: 1000 });
  const pty = spawn(process.execPath, [BIN, ...args], {
    ...size,
    cwd,
    name: "xterm-256color",
    env: { ...environment(), ...env },
  });
  let raw = "";
  const waiting = new Set<() => void>();
  const look = () => {
    for (const check of [...waiting]) check();
  };
  pty.onData((data) => {
    raw += data;
    screen.write(data, look);
  });
  let isOver = false;
  const ended = new Promise<{ code: number; raw: string }>((resolve) => {
    pty.onExit(({ exitCode, signal }) =>
      // What was written last is on the screen by then.
      screen.write("", () => {
        isOver = true;
        look();
        resolve({ code: signal ? 128 + signal : exitCode, raw });
      }),
    );
  });
  const text = () => {
    const { active } = screen.buffer;
    const lines = Array.from({ length: active.length }, (_, y) => active.getLine(y)?.translateToString(true) ?? "");
    return lines.join("\n").trimEnd();
  };
  return {
    screen: text,
    shows: (pattern) =>
      new Promise((resolve, reject) => {
        const check = () => {
          if (pattern.test(text())) resolve(text());
          else if (isOver) reject(new Error(`It ended without showing ${pattern}:\n${text()}`));
          else return;
          waiting.delete(check);
        };
        waiting.add(check);
        check();
      }),
    type: (keys) => pty.write(keys),
    pid: pty.pid,
    kill: (signal) => pty.kill(signal),
    ended,
  };
}
