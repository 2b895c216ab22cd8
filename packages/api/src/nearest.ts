// Suggests known names for an unknown one.

const MAX_TYPED = 60;
const MAX_FOUND = 3;

/**
 * Returns the known names that are nearest to a text: the matches of the first test that has any, or none if it has
 * more than three.
 *
 * @param known - each entry is a name, followed by other names for it. The result contains the first name.
 */
export function nearest(text: string, known: readonly (readonly string[])[]): string[] {
  const typed = text.length > MAX_TYPED ? "" : bare(text);
  if (typed === "") return [];
  const [word] = text.toLowerCase().split(/[^\p{L}\d]/u, 1);
  const mayBeginWith = typed.length > 2 || /\P{ASCII}/u.test(typed);
  const tests: ((name: string) => boolean)[] = [
    (name) => bare(name) === typed,
    (name) => mayBeginWith && bare(name).startsWith(typed),
    (name) => mayBeginWith && bare(name).includes(typed),
    // `en-US` is `en`, and `uk` is the United Kingdom.
    (name) => name.toLowerCase() === word,
    (name) => typed.length < 4 && initials(name).length > 1 && typed.startsWith(initials(name)),
    ...Array.from(
      { length: Math.floor((typed.length + 1) / 4) },
      (_, i) => (name: string) => isWithin(bare(name), typed, i + 1),
    ),
  ];
  for (const matches of tests) {
    const found = known.filter((names) => names.some(matches)).map(([name = ""]) => name);
    if (found.length > 0) return found.length > MAX_FOUND ? [] : found;
  }
  return [];
}

/** Removes the differences that don't count: letter case, spaces, dashes, underscores, a plural s. */
function bare(name: string): string {
  return name.toLowerCase().replace(/[\s_-]|s$/g, "");
}

function initials(name: string): string {
  return (name.match(/\b[A-Z]/g) ?? []).join("").toLowerCase();
}

/**
 * Whether `a` and `b` differ by at most this many edits: a letter added, removed, replaced, or swapped with the next.
 */
function isWithin(a: string, b: string, edits: number): boolean {
  if (Math.abs(a.length - b.length) > edits) return false;
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  const [restA, restB] = [a.slice(at), b.slice(at)];
  if (restA === restB) return true;
  if (edits === 0) return false;
  const isSwapped = restA[0] === restB[1] && restA[1] === restB[0];
  return (
    (isSwapped && isWithin(restA.slice(2), restB.slice(2), edits - 1)) ||
    isWithin(restA.slice(1), restB, edits - 1) ||
    isWithin(restA, restB.slice(1), edits - 1) ||
    isWithin(restA.slice(1), restB.slice(1), edits - 1)
  );
}
