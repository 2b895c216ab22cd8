// One thing that was looked at.

export type State = "ok" | "warning" | "wrong" | "not checked";

export interface Check {
  name: string;
  state: State;
  /** One line for people. */
  text: string;
  /** More lines, each for itself. */
  more?: readonly string[];
  /** What is in the text, for programs. */
  details?: Readonly<Record<string, unknown>>;
  /** The exit code of the command if this is wrong. */
  exitCode?: number;
}

/** For whatever is asked of others. */
export const CHECK_TIMEOUT_MS = 5000;
