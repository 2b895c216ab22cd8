import { sign } from "@cdn-export/signer";
import { expect, test } from "vitest";
import { DEMO_CREDENTIALS } from "../src/index.ts";
import { checked, PATH, testCloud, totalIn } from "./helpers.ts";

const wrong = { ...DEMO_CREDENTIALS, sk: "another" };

test("a signed call succeeds", async () => {
  const { list } = await testCloud();
  expect(await list()).toMatchObject({ status: 200, body: { total: 0, data: [] } });
});

test("a wrong signature is 401, with the canonical request and bars for newlines", async () => {
  const { list } = await testCloud();
  const answer = await list("limit=1", { as: wrong });
  expect(answer).toMatchObject({ status: 401, code: "APIGW.0301" });
  expect(answer.body).toMatchObject({ request_id: answer.headers.get("x-request-id") });
  expect(answer.message).toContain(`verify aksk signature fail, canonicalRequest:GET|${PATH}/|limit=1|host:`);
});

test("the error for a signature outside the time window contains both times", async () => {
  const { list } = await testCloud();
  for (const skewMs of [-16 * 60_000, 16 * 60_000]) {
    expect((await list("", { skewMs })).message).toMatch(
      /signature expired, signature time:20261108T0[12]\d+Z,server time:20261108T020000Z$/,
    );
  }
  expect(await list("", { skewMs: -14 * 60_000 })).toMatchObject({ status: 200 });
});

test("the error names an unknown AK", async () => {
  const { list } = await testCloud();
  const answer = await list("", { as: { ...DEMO_CREDENTIALS, ak: "UNKNOWN" } });
  expect(answer).toMatchObject({ status: 401, code: "APIGW.0301" });
  expect(answer.message).toContain("ak:UNKNOWN,err:ak not exist");
});

test("a call without signature or token is refused", async () => {
  const { list } = await testCloud();
  const answer = await list("", { token: "" });
  expect(answer).toMatchObject({ status: 401, code: "APIGW.0301" });
  expect(answer.message).toContain("x-auth-token not found");
});

test("more than five wrong signatures in a row lock the key for five minutes, also for right signatures", async () => {
  const { list, clock } = await testCloud();
  for (let i = 0; i < 5; i++) await list("", { as: wrong });
  expect(await list()).toMatchObject({ status: 200 });

  for (let i = 0; i < 5; i++) expect((await list("", { as: wrong })).message).toContain("signature fail");
  for (const options of [{ as: wrong }, {}]) {
    const locked = await list("", options);
    expect(locked).toMatchObject({ status: 401, code: "APIGW.0301" });
    expect(locked.message).toContain("AK access failed to reach the limit,forbidden");
  }
  clock.advance(299_999);
  expect(await list()).toMatchObject({ status: 401 });
  clock.advance(1);
  expect(await list()).toMatchObject({ status: 200 });
});

test("a locked key is reported, and can be unlocked", async () => {
  const locked: unknown[] = [];
  const { cloud, list, clock } = await testCloud({ onKeyLocked: (key) => locked.push(key) });
  const { ak } = DEMO_CREDENTIALS;
  for (let i = 0; i < 5; i++) await list("", { as: wrong });
  expect(locked).toEqual([]);
  await list("", { as: wrong });
  expect(locked).toEqual([{ ak, until: clock.now() + 300_000 }]);
  cloud.unlock("another key");
  expect(await list()).toMatchObject({ status: 401 });
  cloud.unlock(ak);
  expect(await list()).toMatchObject({ status: 200 });
});

test("unlocking a key forgets its earlier failures", async () => {
  const { cloud, list } = await testCloud();
  for (let i = 0; i < 5; i++) await list("", { as: wrong });
  cloud.unlock(DEMO_CREDENTIALS.ak);
  for (let i = 0; i < 5; i++) await list("", { as: wrong });
  expect(await list()).toMatchObject({ status: 200 });
});

test.each(["SDK-HMAC-SHA256-V11", "V11-HMAC-SHA256", "SDK-HMAC-SM3"])(
  "the algorithm %s is named, and locks no key",
  async (algorithm) => {
    const { cloud, list } = await testCloud();
    const authorization = `${algorithm} Access=${DEMO_CREDENTIALS.ak}, SignedHeaders=x-sdk-date, Signature=${"0".repeat(64)}`;
    for (let i = 0; i < 9; i++) {
      const answer = await list("", { token: "", headers: { authorization } });
      expect(answer).toMatchObject({ status: 401, code: "APIGW.0301" });
      expect(answer.message).toContain(`signed with ${algorithm}. The emulator checks SDK-HMAC-SHA256 only`);
    }
    expect(await list()).toMatchObject({ status: 200 });
    expect(cloud.snapshot().locks.failures).toEqual([]);
  },
);

test("the lock can be turned off", async () => {
  const { list } = await testCloud({ lockAfter: Number.POSITIVE_INFINITY });
  for (let i = 0; i < 9; i++) await list("", { as: wrong });
  expect(await list()).toMatchObject({ status: 200 });
});

test("throttling counts the calls of an account in a window", async () => {
  const { list, clock } = await testCloud({ throttle: { calls: 2, perMs: 1000 } });
  await list();
  await list();
  expect(await list()).toMatchObject({ status: 429, code: "APIGW.0308" });
  clock.advance(1000);
  expect(await list()).toMatchObject({ status: 200 });
});

test("an IAM token replaces the signature if the account has one", async () => {
  const { list } = await testCloud({ accounts: [{ ...DEMO_CREDENTIALS, authToken: "token-1" }] });
  expect(await list("", { token: "token-1" })).toMatchObject({ status: 200 });
  expect(await list("", { token: "token-2" })).toMatchObject({ status: 401, code: "APIGW.0301" });
});

test("a temporary key needs its security token, and a permanent key must not have one", async () => {
  const temporary = { ...DEMO_CREDENTIALS, securityToken: "sts-1" };
  const { list } = await testCloud({ accounts: [temporary] });
  expect(await list("", { as: temporary })).toMatchObject({ status: 200 });
  expect(await list()).toMatchObject({ status: 401 });
  const other = await testCloud();
  expect(await other.list("", { as: temporary })).toMatchObject({ status: 401 });
});

test("X-Domain-Id is optional, but must not be another account's", async () => {
  const { ak, sk } = DEMO_CREDENTIALS;
  const { call } = await testCloud();
  const ask = (headers: Record<string, string>) => call("GET", PATH, { as: { ak, sk } as never, headers });
  expect(await ask({})).toMatchObject({ status: 200 });
  expect(await ask({ "x-domain-id": "f".repeat(32) })).toMatchObject({ status: 403, code: "APIGW.0310" });
});

test("IAM returns the account ID to a signed call", async () => {
  const { call } = await testCloud();
  const answer = await call("GET", "/v3/auth/domains");
  expect(answer.body).toMatchObject({ domains: [{ id: DEMO_CREDENTIALS.domainId }] });
  expect(answer.headers.get("x-iam-trace-id")).toBeTruthy();
  expect(await call("GET", "/v3/auth/domains", { as: wrong })).toMatchObject({ status: 401 });
});

test("an account sees only its own tasks", async () => {
  const other = { ak: "OTHERAK", sk: "other", domainId: "2".repeat(32) };
  const { cloud, create, list } = await testCloud({ accounts: [DEMO_CREDENTIALS, other] });
  await create({});
  const id = cloud.tasks[0]?.task_id;
  expect(totalIn(await list())).toBe(1);
  expect(totalIn(await list("", { as: other }))).toBe(0);
  expect(totalIn(await list(`task_id=${id}`, { as: other }))).toBe(0);
});

test("two keys of one account share their tasks", async () => {
  const second = { ...DEMO_CREDENTIALS, ak: "SECONDAK", sk: "second" };
  const { create, list } = await testCloud({ accounts: [DEMO_CREDENTIALS, second] });
  await create({});
  expect(totalIn(await list("", { as: second }))).toBe(1);
});

test("any host is valid, and is checked as it was sent", async () => {
  const { cloud, clock } = await testCloud();
  const url = `https://cdn.myhuaweicloud.com${PATH}?limit=5`;
  const { headers } = await sign({ method: "GET", url }, DEMO_CREDENTIALS, { date: new Date(clock.now()) });
  expect(await checked("GET", PATH, await cloud.fetch(url, { headers }))).toMatchObject({ status: 200 });
});

test("accounts that share a key are refused", async () => {
  await expect(testCloud({ accounts: [DEMO_CREDENTIALS, DEMO_CREDENTIALS] })).rejects.toThrow("another account");
});
