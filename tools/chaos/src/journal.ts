// What happened, for the ledger and for people who investigate a problem.
import type { Clock } from "@cdn-export/emulator";

export interface Event {
  /** Milliseconds since the run began. */
  at: number;
  /** Which program; none for the service. */
  program: string;
  what: string;
  /** Which export, where one is concerned. */
  n?: number | undefined;
}

/** A create call as the service saw it. */
export interface Post {
  n: number | undefined;
  program: string;
  /** Whether its program had its turn, and wasn't stopped since the client looked last. */
  isFenced: boolean;
  sentAt: number;
  /** When the service executed it. */
  executedAt?: number;
  /** Whether that made a task. */
  hasTask: boolean;
  /** Whether its fate wasn't the usual one. */
  isStruck: boolean;
}

export interface Journal {
  readonly events: readonly Event[];
  readonly posts: Post[];
  /** When a program went on that had lost its turn during a pause which nothing could fence. */
  readonly unfenced: number[];
  note(program: string, what: string, n?: number): void;
  /** How often something happened. */
  count(what: string): number;
}

export function createJournal({ now }: Clock): Journal {
  const begun = now();
  const events: Event[] = [];
  const counts = new Map<string, number>();
  return {
    events,
    posts: [],
    unfenced: [],
    note(program, what, n) {
      events.push({ at: now() - begun, program, what, n });
      const [kind = ""] = what.split(" ");
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
    },
    count: (what) => counts.get(what) ?? 0,
  };
}

/** The events of one export, those that concern its programs as a whole, and every task that was created. */
export function trace(events: readonly Event[], n: number): string[] {
  const programs = new Set(events.filter((event) => event.n === n).map(({ program }) => program));
  return events
    .filter(
      (event) =>
        event.n === n || event.what.startsWith("executes") || (event.n === undefined && programs.has(event.program)),
    )
    .map(({ at, program, what, n: other }) => {
      const who = program === "" ? "the service" : `program ${program}`;
      return `${(at / 1000).toFixed(3)} s: ${who}: ${what}${other === undefined ? "" : ` (export ${other})`}`;
    });
}
