// The responses in responses.txt as people paste them, each with the reason that explain finds.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { explain } from "../../src/explain.ts";

const file = readFileSync(new URL("responses.txt", import.meta.url), "utf8");
const responses = file
  .split(/^=== /m)
  .slice(1)
  .map((entry) => {
    const [, reason = "", name = "", text = ""] = /^(.+?): ([^\n]+)\n(.*)$/s.exec(entry.trim()) ?? [];
    return { reason, name, text };
  });

test("there are 40 responses", () => {
  expect(responses).toHaveLength(40);
});

describe.each(responses)("$name", ({ reason, text }) => {
  test(`has reason ${reason}`, async () => {
    expect((await explain(text)).reason).toBe(reason);
  });

  test("has the same explanation in any encoding and with Windows line ends", async () => {
    const explanation = await explain(text);
    const crlf = text.replaceAll("\n", "\r\n");
    const marked = `\ufeff${text}`;
    const little = Buffer.from(marked, "utf16le");
    const forms = [
      crlf,
      marked,
      new TextEncoder().encode(text),
      new TextEncoder().encode(marked),
      new Uint8Array(little),
      new Uint8Array(little.subarray(2)),
      new Uint8Array(Buffer.from(little).swap16()),
    ];
    for (const form of forms) expect(await explain(form)).toEqual(explanation);
  });
});

test("the explanations match the gallery, and contain no secrets", async () => {
  const texts = await Promise.all(
    responses.map(async ({ name, text }) => `=== ${name}\n${(await explain(text)).text}\n`),
  );
  expect(texts.join("\n")).not.toMatch(/made-up|bWFkZS11cA/);
  await expect(texts.join("\n")).toMatchFileSnapshot("./responses.explained.txt");
});
