// Anchors of headings, as GitHub makes them.

/** By heading; of headings with the same text, the last one's. */
export function anchorsOf(headings: readonly string[]): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  return new Map(
    headings.map((heading) => {
      const name = heading
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, "")
        .replaceAll(" ", "-");
      let anchor = name;
      for (let count = 1; taken.has(anchor); count++) anchor = `${name}-${count}`;
      taken.add(anchor);
      return [heading, anchor];
    }),
  );
}
