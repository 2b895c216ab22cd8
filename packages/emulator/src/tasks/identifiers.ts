import { hash } from "../base/hash.ts";

/** IDs and names, in sequence. They follow from the seed, so that a run is repeatable. */
export interface Identifiers {
  /** 32 lower-case hexadecimal digits. */
  requestId(): string;
  /** The ID of the `n`-th task, counted from 0: 32 lower-case hexadecimal digits. */
  taskId(n: number): string;
  /** The number of the task with an ID, or -1 if no task can have it. */
  taskNumber(id: string): number;
  /** The number of requests so far. */
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

/** The name that the service gives the `n`-th task: digits, as in the documented example. */
export function taskName(n: number): string {
  return String(FIRST_NAME + n);
}

const scratch = Buffer.alloc(16);

/** The last eight digits are the count: IDs must be unique, not secret. */
function hex(seed: number, key: number, n: number): string {
  // One native call for all digits, because every request needs an ID.
  scratch.writeUInt32BE(hash(seed, key, n, 1), 0);
  scratch.writeUInt32BE(hash(seed, key, n, 2), 4);
  scratch.writeUInt32BE(hash(seed, key, n, 3), 8);
  scratch.writeUInt32BE(n >>> 0, 12);
  return scratch.toString("hex");
}
