// Every message, help text and piece of advice is in both languages.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { operations } from "@cdn-export/api/operations";
import { type Emulator, startEmulator } from "@cdn-export/emulator";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newFolder, run } from "../scripts/run.ts";
import { openTerminal } from "../scripts/terminal.ts";
import { OUR_ADVICE } from "../src/terminal/advice.ts";
import { languageOf } from "../src/terminal/language.ts";
import { widthOf, wrap } from "../src/terminal/wide.ts";

const ROOT = join(import.meta.dirname, "../../..");
const HAN = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u;
const CHINESE = { LANG: "zh_CN.UTF-8" };

const sources = (folder: string) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => ({ name, code: readFileSync(join(ROOT, folder, name), "utf8") }));

test.each<[args: string[], env: Record<string, string>, language: string]>([
  [[], {}, "en"],
  [[], { LANG: "C" }, "en"],
  [[], { LANG: "zh_CN.UTF-8" }, "zh"],
  [[], { LANG: "zh_TW.utf8" }, "zh"],
  [[], { LANG: "zh" }, "zh"],
  [[], { LANG: "zh-CN" }, "zh"],
  [[], { LANG: "zh_CN.GBK" }, "en"],
  [[], { LANG: "zh_CN.UTF-8", LC_ALL: "C" }, "en"],
  [[], { LANG: "en_US.UTF-8", LC_MESSAGES: "zh_CN.UTF-8" }, "zh"],
  [["--lang", "en"], { LANG: "zh_CN.UTF-8" }, "en"],
  [["tasks", "--lang=zh"], { LANG: "C" }, "zh"],
  [["--lang", "fr"], { LANG: "zh_CN.UTF-8" }, "zh"],
])("%j with %j speaks %s", (args, env, language) => {
  expect(languageOf(args, env)).toBe(language);
});

describe("in the code", () => {
  const files = sources("apps/cli/src").map(({ name, code }) => ({ name, ...withoutPairs(code) }));

  test("each text has a Chinese one, with the same values in it", () => {
    const pairs = files.flatMap(({ name, pairs }) => pairs.map((pair) => ({ name, ...pair })));
    expect(pairs.length).toBeGreaterThan(200);
    const wrong = pairs.filter(({ texts: [en = "", zh = ""], values }) => {
      const isText = zh.startsWith('"') || zh.startsWith("`");
      return (
        (isText && zh !== '""' && !HAN.test(zh)) || en === "" || zh === "" || values.some((each) => !zh.includes(each))
      );
    });
    expect(wrong).toEqual([]);
  });

  test("no sentence is in English only", () => {
    // The keys of the table of advice are the packages' texts.
    const texts = files.filter(({ name }) => name !== "terminal/advice.ts");
    const lonely = texts.flatMap(({ name, rest }) =>
      [...rest.matchAll(/"(?:[^"\\\n]|\\.)*"|`(?:[^`\\\n]|\\.)*`/g)]
        .map(([text]) => text.replaceAll(/\$\{[^}]*\}/g, "1"))
        .filter(
          (text) =>
            /[a-z]{2,} [a-z]{2,} [a-z]{2,}/i.test(text) && !/^"(cdn-export|curl|select|TIMESTAMP|\d+ \d+) /.test(text),
        )
        .map((text) => `${name}: ${text}`),
    );
    expect(lonely).toEqual([]);
  });
});

test("each piece of advice that is replaced for people is in a package", () => {
  const code = ["api", "client", "rows", "sync", "signer"].flatMap((name) => sources(`packages/${name}/src`));
  const all = code.map((file) => file.code).join("\n");
  const [start = ""] = [...OUR_ADVICE.keys()].filter((advice) =>
    advice.endsWith("restore the job's state to continue"),
  );
  expect(start).not.toBe("");
  const missing = [...OUR_ADVICE.keys()].filter((advice) => !all.includes(advice.replace(/^.*: restore/, ": restore")));
  expect(missing).toEqual([]);
});

describe("on the terminal", () => {
  let cloud: Emulator;
  beforeAll(async () => {
    cloud = await startEmulator({ format: "csv", runMs: 0 });
  });
  afterAll(() => cloud.close());

  const commands = [
    "",
    "get",
    "resume",
    "sync",
    "rows",
    "adopt",
    "status",
    "summary",
    "bill",
    "tasks",
    "sign",
    "explain",
    "doctor",
    "emulator",
  ];

  test.each(commands)("the help of %j is in Chinese, at 80 and at 120 columns", async (command) => {
    for (const columns of [80, 120]) {
      const args = [...(command ? [command] : []), "--help"];
      const terminal = openTerminal(args, { columns, cwd: newFolder(), env: CHINESE });
      await terminal.ended;
      const lines = terminal.screen().split("\n");
      const help = lines.slice(0, lines.indexOf("示例："));
      expect(help.length).toBeGreaterThan(5);
      for (const line of help) expect(widthOf(line)).toBeLessThanOrEqual(columns);
      // Lists of codes continue in lines without Chinese.
      const described = help.filter((line) => /^ {2}(-\w, )?--?\w|^\S/.test(line));
      expect(described.filter((line) => !HAN.test(line))).toEqual([]);
    }
  });

  test("each field of the spec has a Chinese description", async () => {
    const { createExportTask, listExportTasks } = operations;
    const described = { ...createExportTask.body, ...listExportTasks.query };
    const help = ["get", "tasks"].map((command) => run([command, "--help"], { env: CHINESE }));
    const texts = (await Promise.all(help)).map(({ stdout }) => stdout).join("");
    for (const { description } of Object.values<{ description: string }>(described))
      expect(texts).not.toContain(description.slice(1, 20));
  });

  test.each<[args: string[], code: number, text: string]>([
    [["get", "uv"], 2, "缺少参数“domain”。参见 cdn-export get --help"],
    [["get", "uv", "all", "--lst", "7d"], 2, "未知选项“--lst”。是否想用 --last？参见 cdn-export get --help"],
    [["get", "uv", "all", "--last", "7x"], 2, '--last 无效："7x" 不是时间跨度：请用 7d、2w 或 24h'],
    [["get", "uv", "ALL", "--last", "7d"], 2, "查询无效："],
    [["gte"], 2, "未知命令“gte”。是否想用 get？参见 cdn-export --help"],
    [["tasks", "x"], 2, "参数过多：需要 0 个，给了 1 个。参见 cdn-export tasks --help"],
    [["rows", "none.csv"], 2, "没有文件 none.csv"],
    [
      ["get", "uv", "https://a.example/x", "--last", "7d"],
      2,
      '查询无效："https://a.example/x" 不是域名：请写 "a.example"',
    ],
    [["status", "."], 7, "不是 sync 的文件夹"],
    [["tasks", "--endpoint", "https://me@a.example"], 2, "选项无效：endpoint 不能含有用户名或密码"],
    [["resume", "1108-zzzz"], 2, "没有 1108-zzzz 这个编号"],
    [["resume"], 0, "没有未完成的导出。"],
    [["tasks", "--limit", "x"], 2, '--limit："x" 不是从 0 到 100 的整数'],
  ])("%j is answered in Chinese", async (args, code, text) => {
    const ran = await run(args, { env: { ...CHINESE, CDN_EXPORT_ENDPOINT: cloud.url } });
    expect(ran.stderr).toContain(text);
    expect(ran.code).toBe(code);
  });

  test("warnings, failures and their advice are in Chinese, and --lang en turns that off", async () => {
    const env = { ...CHINESE, CDN_EXPORT_ENDPOINT: cloud.url };
    const query = ["get", "uv", "all", "--on", "2026-11-01", "--country", "CN"];
    cloud.faults.push({ at: "create", what: "task-fails" });
    const failed = await run(query, { env });
    expect(failed.code).toBe(4);
    expect(failed.stderr).toMatch(/^注意："CN" 不是已知的国家代码，将原样发送；是否想写 "cn" \(China\)？\n/);
    expect(failed.stderr).toMatch(/\ncdn-export: 导出任务 \w+ 失败.*。请重新导出；/);
    cloud.faults.push({ at: "create", what: "task-fails" });
    const english = await run([...query, "--lang", "en"], { env });
    expect(english.stderr).toMatch(/^Note: "CN" .*\ncdn-export: The export task \w+ has failed.*\n$/);
  });

  test("a wrong key is explained in Chinese", async () => {
    const env = { ...CHINESE, CDN_EXPORT_ENDPOINT: cloud.url, HUAWEICLOUD_SDK_SK: "obviously-fake-wrong-key" };
    const { code, stderr } = await run(["tasks"], { env });
    expect(code).toBe(3);
    expect(stderr).toMatch(/^cdn-export: listExportTasks 失败：HTTP 401，APIGW.0301，.*。/);
    expect(stderr).toContain("网关收到的请求与签名的请求完全相同：SK 有误。");
    expect(stderr).toContain("请检查 SK 与 AK 是否配对");
  });

  test("tables, doctor and progress are in Chinese, and programs get the same JSON", async () => {
    const env = { CDN_EXPORT_ENDPOINT: cloud.url };
    const { stdout } = await run(["doctor"], { env: { ...env, ...CHINESE } });
    expect(stdout).toMatch(/^正常 {4}密钥 {10}环境变量：AK/m);
    const states = async (language: Record<string, string>) => {
      const { checks } = JSON.parse((await run(["doctor", "--json"], { env: { ...env, ...language } })).stdout);
      return checks.map(({ name, state }: { name: string; state: string }) => `${name} ${state}`);
    };
    expect(await states(CHINESE)).toEqual(await states({}));
    expect((await run(["tasks"], { env: { ...env, ...CHINESE } })).stdout).toMatch(/^任务 +状态 +创建 \(GMT\+8\)/);
  });
});

test("Chinese lines break between characters, not before punctuation, and count two columns each", () => {
  expect(widthOf("中a文")).toBe(5);
  expect(wrap("创建导出任务，等待完成并保存文件。", 14)).toBe("创建导出任务，\n等待完成并保存\n文件。");
  expect(wrap("用 --output 换一个 name", 12)).toBe("用 --output\n换一个 name");
  for (const width of [10, 20, 33])
    for (const line of wrap("打印文件的路径。请用 --last 7d、--on yesterday 或日期（默认：30m）", width).split("\n"))
      expect(line).not.toMatch(/^[，。：；、）？！]/);
});

interface Pair {
  texts: readonly string[];
  /** The names of the values in the English text: `path` in `${path}`. */
  values: readonly string[];
}

/** The texts of each `say(en, zh)`, and the code without comments and without them. */
function withoutPairs(code: string): { pairs: Pair[]; rest: string } {
  const plain = code.replace(/^\s*(\/\/|\/?\*).*$/gm, "").replace(/ \/\/ .*$/gm, "");
  const pairs: Pair[] = [];
  let rest = "";
  let at = 0;
  for (const { index, 0: call } of plain.matchAll(/\bsay(?:Both)?\(/g)) {
    if (index < at || plain.slice(0, index).endsWith("function ")) continue;
    const { texts, end } = argumentsAt(plain, index + call.length);
    const values = [...(texts[0] ?? "").matchAll(/\$\{(\w+)/g)].map(([, name = ""]) => name);
    pairs.push({ texts, values: values });
    rest += plain.slice(at, index);
    at = end;
  }
  return { pairs, rest: rest + plain.slice(at) };
}

/** Splits the arguments of a call at its commas, outside of texts and brackets. */
function argumentsAt(code: string, start: number): { texts: string[]; end: number } {
  const texts = [""];
  let depth = 0;
  let at = start;
  const token = /"(?:[^"\\\n]|\\.)*"|`(?:\$\{(?:[^{}]|\{[^{}]*\})*\}|[^`\\]|\\.)*`|[\s\S]/g;
  token.lastIndex = start;
  for (let found = token.exec(code); found; found = token.exec(code)) {
    const [piece] = found;
    at = token.lastIndex;
    if (/^[([{]$/.test(piece)) depth++;
    if (/^[)\]}]$/.test(piece) && depth-- === 0) break;
    if (piece === "," && depth === 0) texts.push("");
    else texts[texts.length - 1] += piece;
  }
  return { texts: texts.map((text) => text.trim()).filter((text) => text !== ""), end: at };
}
