// Reads the parameters of a URL.
import type { Area, Text } from "../../contract.ts";
import type { Period } from "../data/folder-data.ts";
import { badRequest, type RequestError } from "../http/failure.ts";

export const AREAS: readonly Area[] = ["mainland_china", "outside_mainland_china", "global"];

/** Milliseconds since the epoch: years beyond 9999 aren't meant. */
const MAX_MS = 253_402_300_800_000;

export function wholeNumber(params: URLSearchParams, name: string, most: number): number | undefined {
  const text = params.get(name);
  if (text === null || text === "") return undefined;
  const value = Number(text);
  if (/^\d+$/.test(text) && value <= most) return value;
  throw bad(name, { en: `must be a whole number from 0 to ${most}`, zh: `必须是 0 到 ${most} 的整数` });
}

export function choice<T extends string>(params: URLSearchParams, name: string, known: readonly T[]): T | undefined {
  const text = params.get(name);
  if (text === null || text === "") return undefined;
  const found = known.find((value) => value === text);
  if (found !== undefined) return found;
  throw bad(name, { en: `must be one of ${known.join(", ")}`, zh: `可用的值有 ${known.join("、")}` });
}

export function list(params: URLSearchParams, name: string): string[] | undefined {
  const names = (params.get(name) ?? "").split(",").filter((part) => part !== "");
  return names.length === 0 ? undefined : names;
}

/** The ends that the parameters leave open are those of `whole`. */
export function periodOf(params: URLSearchParams, whole: Period): Period {
  const from = wholeNumber(params, "from", MAX_MS) ?? whole.from;
  const to = wholeNumber(params, "to", MAX_MS) ?? whole.to;
  if (from >= to) throw bad("from", { en: "must be before the end", zh: "必须早于结束时间" });
  return { from, to };
}

function bad(name: string, { en, zh }: Text): RequestError {
  return badRequest({ en: `${name} ${en}`, zh: `${name} ${zh}` });
}
