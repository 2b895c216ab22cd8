// Runs the built program in a pseudo-terminal, and reads its screen.
import { spawn } from "@lydell/node-pty";
import xterm from "@xterm/headless";
import { BIN, environment } from "./run.ts";

export interface OpenTerminal {
  /** The lines on the screen and in the scrollback, without trailing blanks and empty lines. */
  screen(): string;
  /** Resolves with the screen once it matches; rejects if the program ends first. */
  shows(pattern: RegExp): Promise<string>;
  /** Sends keys: `\u0003` is Ctrl-C. */
  type(keys: string): void;
  readonly pid: number;
  kill(signal: string): void;
  /** The exit code and the whole output, with escape codes. */
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
      // The callback runs after the last output is on the screen.
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
          else if (isOver) reject(new Error(`The program ended without showing ${pattern}:\n${text()}`));
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
