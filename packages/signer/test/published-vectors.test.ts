import { expect, test } from "vitest";
import { published, vectors } from "./vectors.ts";

test("there are 370 published vectors, and 352 of them the documents settle", () => {
  expect(published.vectors).toHaveLength(370);
  expect(vectors).toHaveLength(352);
  expect(published.count).toEqual({ all: 370, withoutNotes: 352 });
  expect(new Set(published.vectors.map(({ id }) => id)).size).toBe(370);
});
