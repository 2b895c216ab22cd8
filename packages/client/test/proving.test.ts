import { describe, expect, it } from "vitest";
import { provingFirst } from "../src/call/proving.ts";

const URL_ = "https://cdn.test/";

describe("the first call", () => {
  it("goes alone until one is answered with something else than 401", async () => {
    const statuses = [401, 401, 200, 200, 200];
    let running = 0;
    const most: number[] = [];
    const send = provingFirst(async () => {
      most.push(++running);
      await new Promise(setImmediate);
      running--;
      return new Response(null, { status: statuses.shift() ?? 200 });
    });
    const answers = await Promise.all(Array.from({ length: 5 }, () => send(URL_)));
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 200, 200, 200]);
    expect(most).toEqual([1, 1, 1, 1, 2]);
  });

  it("holds nobody up longer than its own caller waits", async () => {
    let calls = 0;
    const hung = provingFirst(async () => (++calls === 1 ? new Promise<Response>(() => {}) : new Response("")));
    const [first, second, third] = [new AbortController(), new AbortController(), new AbortController()];
    const waiting = hung(URL_, { signal: first.signal });
    const impatient = hung(URL_, { signal: second.signal });
    const patient = hung(URL_, { signal: third.signal });
    second.abort(new Error("enough"));
    await expect(impatient).rejects.toThrow("enough");
    expect(calls).toBe(1);
    first.abort(new Error("hung"));
    await expect(waiting).rejects.toThrow("hung");
    expect((await patient).status).toBe(200);
    expect(calls).toBe(2);
  });
});
