// Every message of the packages has a Chinese one.
import { expect, test } from "vitest";
import { TRANSLATIONS } from "../src/chinese/translations.ts";
import { inChinese, messageInChinese } from "../src/chinese.ts";
import { placesWithMessages } from "./messages/places.ts";

const places = placesWithMessages();
const messages = [...new Set(places.flatMap((place) => place.messages))];

/** English that stays: code. */
const CODE = /await fs\.openAsBlob\(path\)|`await error\.explain\(\)`|npm install \S+|`cdn-export [^`]+`/g;
const ENGLISH = /[a-z']{2,} [a-z']{2,}/;

test("the compiler finds the messages of every package", () => {
  for (const name of ["packages/api", "packages/signer", "packages/rows", "packages/client", "packages/sync", "spec"])
    expect(places.filter(({ where }) => where.startsWith(name)).length, name).toBeGreaterThan(5);
  expect(messages.length).toBeGreaterThan(600);
  // A text in a function, a text of a caller, one in a table, and one in a list.
  expect(messages).toEqual(
    expect.arrayContaining([
      "<1> cannot be written: the disk is full",
      "Row <1> of <2> has no time",
      "Task <1> isn't in the list: it was listed before, and no longer is",
      "The month isn't over: the figures are of the days before <1>.",
    ]),
  );
});

test("each message has a Chinese one with the same values", () => {
  const wrong = places.flatMap(({ where, messages }) =>
    messages.flatMap((message) => {
      const english = message.replaceAll(/<(\d+)>/g, "V$1");
      const chinese = inChinese(english);
      const lost = [...english.matchAll(/V\d+/g)].filter(([value]) => !chinese.includes(value));
      const isChinese = /\p{Script=Han}/u.test(chinese) && !ENGLISH.test(chinese.replaceAll(CODE, ""));
      return isChinese && lost.length === 0 ? [] : [`${where}: add to src/chinese/: ${message}`];
    }),
  );
  expect([...new Set(wrong)]).toEqual([]);
});

test("no translation is of a message that is gone", () => {
  const all = messages.join("\n");
  const partsOf = (english: string) => english.split(/<\d>/).map((part) => part.replace(/^, |[, ]+$/g, ""));
  const left = TRANSLATIONS.filter(
    ([english]) => english.includes(" ") && !partsOf(english).every((part) => all.includes(part)),
  );
  expect(left.map(([english]) => english)).toEqual([]);
  expect(new Set(TRANSLATIONS.map(([english]) => english)).size).toBe(TRANSLATIONS.length);
});

test.each([
  ["The download ended after 5 of 9 bytes", "下载在 9 字节中的 5 字节处结束"],
  [
    "Row 3 of uv.csv has requests 1.5, which isn't a whole number from 0 to 2^53",
    "uv.csv 的第 3 行的 requests 是 1.5，不是 0 到 2^53 的整数",
  ],
  ["the earlier period: requests has no value at 2 of 9 points", "前一时间段：9 个数据点中有 2 个没有 requests"],
  ["/a b/x.csv cannot be written: the disk is full", "无法写入 /a b/x.csv：磁盘已满"],
  [
    "The request failed: no response (TypeError). Check the endpoint and network",
    "请求失败：没有响应（TypeError）。请检查 endpoint 和网络",
  ],
  [
    "createExportTask failed: HTTP 400, CDN.0001, The domain is missing: x is empty (request id 5f). Export again",
    "createExportTask 失败：HTTP 400，CDN.0001，The domain is missing: x is empty（请求 ID 5f）。请重新导出",
  ],
  [
    'The endpoint must have no user or password: use "cn", "eu" or a URL like https://x.example',
    'endpoint 不能含有用户名或密码：请用 "cn"、"eu" 或形如 https://x.example 的 URL',
  ],
  ["listExportTasks failed: HTTP 401, NO_CODE, no error code", "listExportTasks 失败：HTTP 401，没有错误码"],
  [
    "createExportTask failed: the proxy sent HTTP 403 (request id 5f). Check the proxy and its password",
    "createExportTask 失败：代理返回 HTTP 403（请求 ID 5f）。请检查代理及其密码",
  ],
  [
    "The export did not finish within 60 s; seen: success 3 times, running 2 times",
    "导出没有在 60 秒内完成；见到的状态：success 3 次、running 2 次",
  ],
  [
    '"CN" is not a known country code and is sent unchanged; did you mean "cn" (China)?',
    '"CN" 不是已知的国家代码，将原样发送；是否想写 "cn" (China)？',
  ],
  [
    "points of a.example are absent in 2026-11-01 00:00 to 2026-11-02 00:00, and 2 more gaps",
    "a.example 在 2026-11-01 00:00 至 2026-11-02 00:00 缺少数据点，另有 2 处缺失",
  ],
])("%j is %j", (english, chinese) => {
  expect(inChinese(english)).toBe(chinese);
});

test("names from users stay as they are, even if they are words of messages", () => {
  expect(inChinese("domain cannot be written: the disk is full")).toBe("无法写入 domain：磁盘已满");
  expect(inChinese('country must be a list, not "nothing"')).toBe('country 必须是列表，不能是 "nothing"');
});

test("the service's own texts stay as they are, and so do the lines between messages", () => {
  expect(inChinese("Incorrect domain name format")).toBe("Incorrect domain name format");
  expect(inChinese("X-Sdk-Date isn't signed.\n\n    GET\n    Send it as it was signed, or don't sign it.")).toBe(
    "X-Sdk-Date 没有签名。\n\n    GET\n    请按签名时的内容发送，或不要对它签名。",
  );
});

test("the problems of a query and the places of credentials are translated one by one", () => {
  const query = Object.assign(new Error("..."), {
    problems: ["domains is missing", "interval must be one of 300, 3600, not 60; did you mean 3600?"],
  });
  expect(messageInChinese(query)).toBe(
    "查询无效：缺少 domains；interval 必须是 300, 3600 之一，不能是 60；是否想写 3600？",
  );
  const none = Object.assign(new Error("no credentials: ..."), {
    tried: [
      { link: "environment", reason: "not given" },
      { link: "profile file", reason: "/home/a/.huaweicloud/credentials does not exist" },
    ],
  });
  expect(messageInChinese(none)).toBe(
    "没有密钥：环境变量：没有给出；配置文件：/home/a/.huaweicloud/credentials 不存在",
  );
});

test("a long text of a server is translated in no time", () => {
  const text = `createExportTask failed: HTTP 400, CDN.0001, ${"is not a, has no: ".repeat(200)}`;
  const start = performance.now();
  inChinese(text);
  expect(performance.now() - start).toBeLessThan(1000);
});
