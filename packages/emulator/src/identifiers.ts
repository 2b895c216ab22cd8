import { hash } from "./statistics/hash.ts";

/** Ids and names, each the next of its row. They follow from the seed, so that a run can be repeated. */
export interface Identifiers {
  /** 32 lower-case hexadecimal digits. */
  requestId(): string;
  /** Id and name of the `n`-th task, counted from 0. The name is digits, as in the documented example. */
  task(n: number): { id: string; name: string };
}

const FIRST_NAME = 149_751_000_000;
const REQUEST_KEY = 101;
const TASK_KEY = 102;

export function createIdentifiers(seed: number): Identifiers {
  let requests = 0;
  return {
    requestId: () => hex(seed, REQUEST_KEY, requests++),
    task: (n) => ({ id: hex(seed, TASK_KEY, n), name: String(FIRST_NAME + n) }),
  };
}

/** The count is in clear in the last eight digits: ids must differ, not be secret. */
function hex(seed: number, key: number, n: number): string {
  const words = [hash(seed, key, n, 1), hash(seed, key, n, 2), hash(seed, key, n, 3), n >>> 0];
  return words.map((word) => word.toString(16).padStart(8, "0")).join("");
}
