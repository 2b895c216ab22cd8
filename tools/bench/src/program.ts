// A program measures figures. Their descriptions and budgets are known without measuring.
import type { Figure } from "./figure.ts";

export interface Program {
  definitions: readonly Definition[];
  /** @param quick - fewer and smaller rounds, to try whether the program runs. */
  measure(quick: boolean): Promise<Figure[]>;
}

/** The parts of a figure that don't depend on the measurement. */
export type Definition = Omit<Figure, "value" | "detail">;

type Measured = Pick<Figure, "value" | "detail">;

/** `rival` is missing if the value isn't compared. */
type Words = Omit<Definition, "name" | "rival"> & { rival?: string };

/** @param measure - may leave out slow figures if `quick` is true */
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
