import { expect, test } from "vitest";
import { published, vectors } from "./vectors.ts";

test("370 vectors are published, 352 of them without notes", () => {
  expect(published.vectors).toHaveLength(370);
  expect(vectors).toHaveLength(352);
  expect(published.count).toEqual({ all: 370, withoutNotes: 352 });
  expect(new Set(published.vectors.map(({ id }) => id)).size).toBe(370);
});
