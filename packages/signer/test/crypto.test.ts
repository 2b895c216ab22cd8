import nodeCrypto, { createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import type * as contract from "../src/runtime/contract.ts";
import * as node from "../src/runtime/node.ts";
import * as web from "../src/runtime/web.ts";

const implementations: [string, typeof contract][] = [
  ["node", node],
  ["web", web],
];

describe.each(implementations)("crypto on %s", (_, crypto) => {
  test("hashes an empty string, text as UTF-8, and bytes", async () => {
    const abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    expect(await crypto.sha256Hex("")).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    expect(await crypto.sha256Hex("abc")).toBe(abc);
    expect(await crypto.sha256Hex(new TextEncoder().encode("zabc").subarray(1))).toBe(abc);
    expect(await crypto.sha256Hex("é")).toBe(await crypto.sha256Hex(new Uint8Array([0xc3, 0xa9])));
  });

  test("`kept` returns the same results as the wrapped function, and its errors", () => {
    const lengths = crypto.kept((text) => ({ length: text.length }));
    const texts = Array.from({ length: 120 }, (_, i) => "x".repeat(i));
    for (const text of [...texts, ...texts, ""]) expect(lengths(text)).toEqual({ length: text.length });
    const failing = crypto.kept((text): object => {
      throw new RangeError(text);
    });
    for (const text of ["a", "b", "a"]) expect(() => failing(text)).toThrow(text);
  });

  test("computes the HMAC of RFC 4231, test case 2", async () => {
    expect(await crypto.hmacSha256Hex({ sk: "Jefe" }, "what do ya want for nothing?")).toBe(
      "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
    );
  });

  test("computes the HMAC of any key and text, also several times with one owner", async () => {
    const text = fc.string({ unit: "binary", maxLength: 80 });
    const printable = fc.string({ unit: "grapheme-ascii", minLength: 1, maxLength: 66 });
    const keys = fc.oneof(
      printable,
      text.filter(({ length }) => length > 0),
    );
    await fc.assert(
      fc.asyncProperty(keys, fc.array(text, { minLength: 1, maxLength: 3 }), async (sk, texts) => {
        const owner = { sk };
        for (const text of texts)
          expect(await crypto.hmacSha256Hex(owner, text)).toBe(createHmac("sha256", sk).update(text).digest("hex"));
      }),
      { numRuns: 50 },
    );
  });

  test("accepts a key in bytes, although its type is string", async () => {
    const sk = new TextEncoder().encode("Jefe") as never;
    expect(await crypto.hmacSha256Hex({ sk }, "text")).toBe(await crypto.hmacSha256Hex({ sk: "Jefe" }, "text"));
  });

  test.each([1, 63, 64, 65])("computes the HMAC with a key of %i characters", async (length) => {
    for (const character of [" ", "~", "k", "\x7f", "é"]) {
      const sk = character.repeat(length);
      expect(await crypto.hmacSha256Hex({ sk }, "text")).toBe(createHmac("sha256", sk).update("text").digest("hex"));
    }
  });
});

test("on Node, `kept` forgets its results after fifty", () => {
  const made: string[] = [];
  const length = node.kept((text) => ({ length: made.push(text) }));
  const texts = Array.from({ length: 50 }, (_, i) => `text ${i}`);
  for (const text of [...texts, ...texts]) length(text);
  expect(made).toEqual(texts);
  length("one more");
  length("text 49");
  expect(made).toEqual([...texts, "one more", "text 49"]);
});

test("a node:crypto without the one-shot hash computes the same", async () => {
  const builtin = process.getBuiltinModule;
  const older = (name: string) => (name === "node:crypto" ? { ...nodeCrypto, hash: undefined } : builtin(name));
  vi.spyOn(process, "getBuiltinModule").mockImplementation(older as typeof builtin);
  vi.resetModules();
  try {
    const { hmacSha256Hex, sha256Hex } = await import("../src/crypto/node.ts");
    expect(sha256Hex("abc")).toBe(node.sha256Hex("abc"));
    expect(hmacSha256Hex({ sk: "Jefe" }, "text")).toBe(node.hmacSha256Hex({ sk: "Jefe" }, "text"));
  } finally {
    vi.restoreAllMocks();
  }
});
