import { hash } from "../base/hash.ts";

/** Ids and names, each the next of its row. They follow from the seed, so that a run can be repeated. */
export interface Identifiers {
  /** 32 lower-case hexadecimal digits. */
  requestId(): string;
  /** The id of the `n`-th task, counted from 0: 32 such digits again. */
  taskId(n: number): string;
  /** Which task has an id; -1 when none can have it. */
  taskNumber(id: string): number;
  /** How many requests there were. */
  requests: number;
}

const FIRST_NAME = 149_751_000_000;
const REQUEST_KEY = 101;
const TASK_KEY = 102;
const COUNT_DIGITS = 8;

export function createIdentifiers(seed: number): Identifiers {
  const taskId = (n: number) => hex(seed, TASK_KEY, n);
  return {
    requests: 0,
    requestId() {
      return hex(seed, REQUEST_KEY, this.requests++);
    },
    taskId,
    taskNumber(id) {
      const n = Number.parseInt(id.slice(-COUNT_DIGITS), 16);
      return taskId(n) === id ? n : -1;
    },
  };
}

/** The name of the `n`-th task, given by the service: digits, as in the documented example. */
export function taskName(n: number): string {
  return String(FIRST_NAME + n);
}

const scratch = Buffer.alloc(16);

/** The count is in clear in the last eight digits: ids must differ, not be secret. */
function hex(seed: number, key: number, n: number): string {
  // One native call for all digits: every request needs an id.
  scratch.writeUInt32BE(hash(seed, key, n, 1), 0);
  scratch.writeUInt32BE(hash(seed, key, n, 2), 4);
  scratch.writeUInt32BE(hash(seed, key, n, 3), 8);
  scratch.writeUInt32BE(n >>> 0, 12);
  return scratch.toString("hex");
}
