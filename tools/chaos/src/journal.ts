// The events of a run, for the ledger and for people who investigate a problem.
import type { Clock } from "@cdn-export/emulator";

export interface Event {
  /** Milliseconds since the run began. */
  at: number;
  /** The program's name, empty for the service. */
  program: string;
  what: string;
  /** The number of the export, if the event concerns one. */
  n?: number | undefined;
}

/** A create call, as the service received it. */
export interface Post {
  n: number | undefined;
  program: string;
  /** Whether its program had the turn, and wasn't stopped after the client's last check. */
  isFenced: boolean;
  sentAt: number;
  /** When the service executed it. */
  executedAt?: number;
  /** Whether it created a task. */
  hasTask: boolean;
  /** Whether its fate was unusual. */
  isStruck: boolean;
}

export interface Journal {
  readonly events: readonly Event[];
  readonly posts: Post[];
  /** When programs continued after losing their turn during a pause that nothing could fence. */
  readonly unfenced: number[];
  note(program: string, what: string, n?: number): void;
  /** Counts events by the first word of `what`. */
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

/** The events of one export and of its programs, and every executed create call. */
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
