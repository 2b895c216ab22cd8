import { concat } from "@cdn-export/api/bytes";
import type { Random } from "./random.ts";

/** A kind of damage. */
export type Damage = "flipped bits" | "cut" | "splice";

/** Damages a copy of a file at random. */
export function damaged(file: Uint8Array, random: Random): [damage: Damage, bytes: Uint8Array] {
  const damage = random.pick<Damage>(["flipped bits", "flipped bits", "cut", "splice"]);
  return [damage, DAMAGES[damage](file, random)];
}

const DAMAGES: Record<Damage, (file: Uint8Array, random: Random) => Uint8Array> = {
  "flipped bits"(file, random) {
    const copy = file.slice();
    for (let count = 1 + random.below(3); count > 0; count--) {
      const at = random.below(copy.length);
      copy[at] = (copy[at] ?? 0) ^ (1 << random.below(8));
    }
    return copy;
  },
  cut: (file, random) => file.slice(0, random.below(file.length)),
  splice(file, random) {
    const from = random.below(file.length);
    const to = Math.min(file.length, from + 1 + random.below(random.chance(0.5) ? 8 : 600));
    const other = random.below(file.length);
    const span = to - from;
    const between = random.pick([
      () => new Uint8Array(),
      () => new Uint8Array(span),
      () => concat([file.subarray(from, to), file.subarray(from, to)]),
      () => file.subarray(other, other + span),
      () => Uint8Array.from({ length: span }, () => random.below(256)),
    ]);
    return concat([file.subarray(0, from), between(), file.subarray(to)]);
  },
};
