import { ReportError } from "./errors.ts";

/** Refuses data that differs in one of these properties. `names` has their names in messages. */
export function checkAlike<Key extends string>(
  a: Readonly<Record<NoInfer<Key>, string>>,
  b: Readonly<Record<NoInfer<Key>, string>>,
  names: Readonly<Record<Key, string>>,
): void {
  for (const key of Object.keys(names) as Key[]) {
    if (a[key] === b[key]) continue;
    const values = [a, b].map((data) => data[key] || "none").join(", ");
    throw new ReportError("MIXED", `The exports differ in ${names[key]} (${values}): report on each alone`);
  }
}
