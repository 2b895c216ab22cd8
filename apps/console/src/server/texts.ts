import type { Failure, Text } from "../contract.ts";

/** What is wrong with a field of a query: a finding of a rule, or an issue of the schema. */
export interface Wrong {
  /** The name of the rule, or the keyword of the schema. */
  rule: string;
  value?: unknown;
  /** In English, one line. */
  message: string;
}

/**
 * The texts of our packages in both languages. The program that starts the console passes them, so that a page and a terminal say
 * the same.
 */
export interface Texts {
  failure(error: Error): Promise<Failure>;
  finding(wrong: Wrong): Text;
  /** Why a figure can't be computed. */
  reason(reason: string): Text;
}
