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
  /** With what the command ends if this is wrong: 3 for credentials, 5 for the network, 7 for the disk. */
  exitCode?: number;
}

/** For whatever is asked of others. */
export const STEP_TIMEOUT_MS = 5000;
