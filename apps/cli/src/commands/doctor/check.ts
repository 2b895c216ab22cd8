// The result of one check.

export type State = "ok" | "warning" | "wrong" | "not checked";

export interface Check {
  name: string;
  state: State;
  /** One line for people. */
  text: string;
  /** More lines. */
  more?: readonly string[];
  /** The values in the text, for programs. */
  details?: Readonly<Record<string, unknown>>;
  /** The command's exit code if `state` is `wrong`. */
  exitCode?: number;
}

/** The time limit of a check that needs the network. */
export const CHECK_TIMEOUT_MS = 5000;
