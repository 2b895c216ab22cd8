// A program measures some figures. What these are, and what they may be, is there without measuring.
import type { Figure } from "./figure.ts";

export interface Program {
  definitions: readonly Definition[];
  /** @param quick - fewer rounds and smaller ones, for a machine that only has to see whether it runs. */
  measure(quick: boolean): Promise<Figure[]>;
}

/** What stays from one measurement to the next. */
export type Definition = Omit<Figure, "value" | "detail">;

type Measured = Pick<Figure, "value" | "detail">;

/** @param rival - left out where the value stands alone */
type Words = Omit<Definition, "name" | "rival"> & { rival?: string };

/** @param measure - may leave out what takes long when it is to be quick */
export function program<Name extends string>(
  words: Record<Name, Words>,
  measure: (quick: boolean) => Promise<Partial<Record<Name, Measured>>>,
): Program {
  const definitions = Object.entries<Words>(words).map(([name, { what, rival = null, ...limits }]) => ({
    ...{ name, what, rival },
    ...limits,
  }));
  return {
    definitions,
    async measure(quick) {
      const measured: Partial<Record<string, Measured>> = await measure(quick);
      return definitions.flatMap((definition): Figure[] => {
        const found = measured[definition.name];
        const { name, what, rival, ...limits } = definition;
        return found ? [{ name, what, rival, value: found.value, ...limits, detail: found.detail }] : [];
      });
    },
  };
}
