// The data that outlives a program in virtual time, as JSON: the states of its jobs, and unresolved create calls.
import type { ClaimStore, JobState } from "@cdn-export/client";
import type { Claim } from "@cdn-export/client/internal";
import type { OnState } from "./export.ts";
import type { Program } from "./program.ts";

export interface Cell {
  text: string;
}

/** The content of a state. */
type FullState = JobState & { id: string; createCall?: { answered?: boolean } };

/** Exports by job ID. */
const numbers = new Map<string, number>();

function describe({ job, call, taskId }: Claim): string {
  const what = taskId ?? (!call ? "nothing" : call.overdue ? "overdue" : call.answered ? "answered" : "open");
  return `${numbers.get(job) ?? job} ${what}`;
}

/** The number of resolved claims that are kept. */
const MAX_RESOLVED = 100;

/**
 * A file of create calls. A program that is stopped before it writes continues writing when it runs again. It replaces only
 * the entries of the jobs that it names.
 */
export function claimStore(program: Program, cell: Cell): ClaimStore {
  const read = () => JSON.parse(cell.text) as Claim[];
  return {
    async read() {
      await program.step("before the claims are read");
      return read();
    },
    async write(changed) {
      if (changed.length === 0) return;
      const copy = structuredClone(changed);
      await program.fencedStep("before the claims are written");
      const jobs = new Set(copy.map(({ job }) => job));
      const all = [...read().filter(({ job }) => !jobs.has(job)), ...copy];
      const isOpen = ({ call, taskId }: Claim) => call !== undefined && taskId === undefined;
      // An entry with nothing but the job's name removes the job.
      const isKnown = (claim: Claim) => !isOpen(claim) && Object.keys(claim).length > 1;
      const [open, resolved] = [all.filter(isOpen), all.filter(isKnown).slice(-MAX_RESOLVED)];
      cell.text = JSON.stringify([...open, ...resolved]);
      const what = copy.map(describe).join(", ");
      program.note(`writes claims${program.hasTurn() ? "" : " without its turn"}: ${what}`);
      await program.step("after the claims are written");
    },
  };
}

export interface States {
  /** Returns the last state of an export's job. */
  last(n: number): JobState | undefined;
  /** Returns when a state with the response to the create call was first saved. */
  answeredAt(n: number): number | undefined;
  saver(program: Program, n: number, claims: ClaimStore | undefined): OnState;
}

export function createStates(now: () => number): States {
  const texts = new Map<number, string>();
  const answered = new Map<number, number>();
  return {
    last: (n) => JSON.parse(texts.get(n) ?? "null") ?? undefined,
    answeredAt: (n) => answered.get(n),
    saver(program, n, claims) {
      const save: OnState = async (state, { phase, taskId }) => {
        const text = JSON.stringify(state);
        await program.step("before saving", n);
        texts.set(n, text);
        const { id, createCall } = state as FullState;
        numbers.set(id, n);
        program.note(`saves: ${phase}${taskId ? ` ${taskId}` : ""}`, n);
        if (createCall?.answered && !answered.has(n)) answered.set(n, now());
        await program.step("after saving", n);
      };
      return claims ? Object.assign(save, { claims }) : save;
    },
  };
}
