import { ACTION_NAMES } from "@cdn-export/api/values";
import type { Text } from "../contract.ts";

/** The name of a statistic, from the spec. */
export function nameOf(action: string): Text {
  const found = ACTION_NAMES.find(({ code }) => code === action);
  return { en: found?.en ?? action, zh: found?.zh ?? action };
}
