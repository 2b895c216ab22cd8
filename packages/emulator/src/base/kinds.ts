/** A kind of value. Options and faults can come from JSON, which the compiler hasn't checked. */
export interface Kind {
  accepts(value: unknown): boolean;
  /** Completes the sentence "must be ...": `a list of strings`. */
  description: string;
}

export const FLAG: Kind = { accepts: (value) => typeof value === "boolean", description: "true or false" };
export const FUNCTION: Kind = { accepts: (value) => typeof value === "function", description: "a function" };
export const LIST: Kind = { accepts: Array.isArray, description: "a list" };
export const OBJECT: Kind = { accepts: isObject, description: "an object" };
export const NUMBER: Kind = { accepts: Number.isFinite, description: "a number" };

/** Control characters could start a new header line: messages and URLs become headers. */
export const LINE: Kind = {
  accepts: (value) => typeof value === "string" && !/\p{Cc}/u.test(value),
  description: "a string of one line",
};

/** A number from `least` to `most`, both included. */
export function amount(least = 0, most: number = Number.POSITIVE_INFINITY): Kind {
  return {
    accepts: (value) => typeof value === "number" && value >= least && value <= most,
    description:
      most === Number.POSITIVE_INFINITY ? `a number of ${least} or more` : `a number from ${least} to ${most}`,
  };
}

/** A whole number from `least` to `most`, both included. */
export function whole(least: number, most: number = Number.POSITIVE_INFINITY): Kind {
  const { accepts, description } = amount(least, most);
  return {
    accepts: (value) => Number.isInteger(value) && accepts(value),
    description: description.replace("a", "a whole"),
  };
}

export function choice(...values: readonly unknown[]): Kind {
  return { accepts: (value) => values.includes(value), description: `one of ${values.map(show).join(", ")}` };
}

/** One kind or the other. */
export function either(first: Kind, second: Kind): Kind {
  return {
    accepts: (value) => first.accepts(value) || second.accepts(value),
    description: `${first.description}, or ${second.description}`,
  };
}

/** A value as an error message shows it. */
export function show(value: unknown): string {
  return typeof value === "number" ? String(value) : (JSON.stringify(value) ?? String(value));
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
