import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Emulator, manualClock, startEmulator } from "@cdn-export/emulator";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { newFolder, run } from "../scripts/run.ts";
import { openTerminal } from "../scripts/terminal.ts";

const COLOUR = new RegExp(`${String.fromCharCode(27)}\\[[\\d;]*m`);

let cloud: Emulator;
let cwd: string;
let state: string;
let env: Record<string, string>;

beforeEach(async () => {
  cloud = await startEmulator({ format: "csv", runMs: 0, clock: manualClock(Date.now()) });
  cwd = newFolder();
  state = newFolder();
  env = { CDN_EXPORT_ENDPOINT: cloud.url, CDN_EXPORT_STATE: state };
});
afterEach(() => cloud.close());

const QUERY = ["get", "uv", "www.example.com", "--from", "2026-11-01", "--to", "2026-11-03"];
const jobs = () => (readdirSync(state).includes("jobs") ? readdirSync(join(state, "jobs")) : []);

describe("in a pipe", () => {
  test("prints the file's path and nothing else", async () => {
    const ran = await run(QUERY, { env, cwd });
    expect(ran).toEqual({ code: 0, stdout: "uv_2026-11-01_2026-11-03_www.example.com.csv\n", stderr: "" });
    expect(readFileSync(join(cwd, ran.stdout.trim()), "utf8")).toMatch(/^\S+/);
    expect(jobs()).toEqual([]);
    expect(cloud.tasks[0]?.request).toMatchObject({ action: "uv", domain_name: "www.example.com" });
  });

  test("prints one object with --json", async () => {
    const { code, stdout, stderr } = await run([...QUERY, "--json", "-o", "visitors"], { env, cwd });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(JSON.parse(stdout)).toMatchObject({
      path: join(cwd, "visitors.csv"),
      type: "csv",
      bytes: expect.any(Number),
    });
  });

  test("writes the file itself to stdout with -o -", async () => {
    const { stdout } = await run([...QUERY, "-o", "-"], { env, cwd });
    const { stdout: path } = await run(QUERY, { env, cwd });
    expect(stdout).toBe(readFileSync(join(cwd, path.trim()), "utf8"));
  });

  test("names of files differ whenever the queries do", async () => {
    const queries = [
      ["all"],
      ["all", "--country", "us"],
      ["all", "--country", "de"],
      ["all", "--country", "us,de"],
      ["all", "--country", "cn", "--province", "beijing"],
      ["all", "--service-area", "global"],
      ["all", "--stat-type", "flux"],
      ["all", "--isp", "dianxin"],
      ["all", "--language", "en"],
      ["all", "--interval", "300"],
      ["a.example.com", "b.example.com", "c.example.com", "d.example.com"],
      ["a.example.com", "b.example.com", "c.example.com", "e.example.com"],
    ];
    const period = ["--from", "2026-11-01", "--to", "2026-11-03"];
    for (const query of queries) {
      cloud.advance(2000);
      expect(await run(["get", "uv", ...query, ...period], { env, cwd })).toMatchObject({ code: 0 });
    }
    expect(readdirSync(cwd).sort()).toEqual(
      [
        "all",
        "all_country-us",
        "all_country-de",
        "all_country-us+de",
        "all_country-cn_province-beijing",
        "all_service-area-global",
        "all_stat-type-flux",
        "all_isp-dianxin",
        "all_language-en",
        "all_interval-300",
        "a.example.com+b.example.com+c.example.com+d.example.com",
        "a.example.com+b.example.com+c.example.com+e.example.com",
      ]
        .map((name) => `uv_2026-11-01_2026-11-03_${name}.csv`)
        .sort(),
    );
  });

  describe("a file that exists", () => {
    const mine = (name: string) => {
      writeFileSync(join(cwd, name), "mine");
      return () => readFileSync(join(cwd, name), "utf8");
    };

    test("is replaced if this program wrote it", async () => {
      const path = join(cwd, (await run(QUERY, { env, cwd })).stdout.trim());
      chmodSync(path, 0o600);
      const before = readFileSync(path, "utf8");
      cloud.advance(2000);
      expect(await run(QUERY, { env, cwd })).toMatchObject({ code: 0 });
      expect(readFileSync(path, "utf8")).toBe(before);
      expect(statSync(path).mode & 0o777).toBe(0o600);
      expect(cloud.tasks).toHaveLength(2);
    });

    test("isn't replaced if another program wrote it: -o with an ending is refused before anything is sent", async () => {
      const notes = mine("notes.csv");
      const { code, stderr } = await run([...QUERY, "-o", "notes.csv"], { env, cwd });
      expect(code).toBe(2);
      expect(stderr).toMatch(/^cdn-export: .*notes\.csv exists, and .* or replace it with --force\n$/);
      expect(notes()).toBe("mine");
      expect(cloud.tasks).toEqual([]);
      expect(jobs()).toEqual([]);
    });

    test("isn't replaced if another program wrote it: if the ending is known last, the job can be resumed under another name", async () => {
      const notes = mine("notes.csv");
      const { code, stderr } = await run([...QUERY, "-o", "notes"], { env, cwd });
      expect(code).toBe(7);
      const [, id = ""] = /\nTo resume: cdn-export resume (\S+)\n$/.exec(stderr) ?? [];
      expect(notes()).toBe("mine");
      expect(await run(["resume", id, "-o", "visitors"], { env, cwd })).toMatchObject({
        code: 0,
        stdout: "visitors.csv\n",
      });
      expect(cloud.tasks).toHaveLength(1);
    });

    test("isn't replaced if it was edited since", async () => {
      const path = join(cwd, (await run(QUERY, { env, cwd })).stdout.trim());
      writeFileSync(path, "edited");
      cloud.advance(2000);
      expect((await run(QUERY, { env, cwd })).code).toBe(7);
      expect(readFileSync(path, "utf8")).toBe("edited");
      expect(await run(["resume", "--force"], { env, cwd })).toMatchObject({ code: 0 });
      expect(readFileSync(path, "utf8")).toContain("2026-11-01");
    });

    test("isn't replaced if the record of what was written is damaged", async () => {
      expect((await run([...QUERY, "-o", "visitors.csv"], { env, cwd })).code).toBe(0);
      for (const name of readdirSync(join(state, "written"))) writeFileSync(join(state, "written", name), "{");
      expect((await run([...QUERY, "-o", "visitors.csv"], { env, cwd })).code).toBe(2);
    });

    test("is replaced with --force, also by a resumed job", async () => {
      const notes = mine("notes.csv");
      expect((await run([...QUERY, "-o", "notes.csv", "--force"], { env, cwd })).code).toBe(0);
      expect(notes()).toContain("2026-11-01");
      const more = mine("more.csv");
      cloud.advance(2000);
      expect((await run([...QUERY, "-o", "more.csv", "--force", "--no-wait"], { env, cwd })).code).toBe(0);
      expect((await run(["resume"], { env, cwd })).code).toBe(0);
      expect(more()).toContain("2026-11-01");
    });
  });

  test("notes when the extension doesn't match the file", async () => {
    const { code, stderr } = await run([...QUERY, "-o", "visitors.xlsx"], { env, cwd });
    expect({ code, stderr }).toMatchObject({
      code: 0,
      stderr: expect.stringMatching(/^Note: the file's type is csv\. .*\n$/),
    });
  });

  test("warns once about each unknown code, and sends it", async () => {
    const { code, stderr } = await run([...QUERY, "--country", "CN,de", "--isp", "telecom"], { env, cwd });
    expect({ code, notes: stderr.split("\n") }).toEqual({
      code: 0,
      notes: [
        'Note: "CN" is not a known country code and is sent unchanged; did you mean "cn" (China)?',
        'Note: "telecom" is not a known carrier code and is sent unchanged; did you mean "dianxin" (China Telecom)?',
        "",
      ],
    });
    expect(cloud.tasks[0]?.request).toMatchObject({ country: "CN,de", isp: "telecom" });
  });

  test("sends every field that has a flag", async () => {
    const fields = "--interval 300 --group-by domain --service-area global --stat-type flux --isp yidong,dianxin".split(
      " ",
    );
    const more = "--language en --country cn --province beijing --province shanghai".split(" ");
    const { code } = await run([...QUERY, ...fields, ...more], { env, cwd });
    expect(code).toBe(0);
    expect(cloud.tasks[0]?.request).toEqual({
      action: "uv",
      domain_name: "www.example.com",
      start_time: Date.parse("2026-11-01T00:00+08:00"),
      end_time: Date.parse("2026-11-03T00:00+08:00"),
      interval: 300,
      group_by: "domain",
      service_area: "global",
      stat_type: "flux",
      isp: "yidong,dianxin",
      language: "en",
      country: "cn",
      province: "beijing,shanghai",
    });
  });
});

describe("invalid arguments and failures", () => {
  const wrong: [why: string, args: string[], message: string][] = [
    ["no action", ["get"], "missing required argument 'action'. See cdn-export get --help"],
    ["no domain", ["get", "uv"], "missing required argument 'domain'. See cdn-export get --help"],
    ["no time", ["get", "uv", "all"], "no period: use --last 7d, --on yesterday, or --from 2026-11-01 --to 2026-11-08"],
    ["a typo in an action", ["get", "top_url", "all", "--last", "1d"], "Did you mean top_url_detail?"],
    ["a typo in a value", [...QUERY, "--service-area", "globl"], "Did you mean global?"],
    ["an abbreviated flag", [...QUERY, "--count", "cn"], "unknown option '--count'. Did you mean --country? See"],
    [
      "a typo in a flag",
      [...QUERY, "--intervall", "300"],
      "unknown option '--intervall'. Did you mean --interval? See",
    ],
    ["two actions", ["get", "uv", "top_url_detail", "--last", "1d"], "an export has one action"],
    ["a wrong number", [...QUERY, "--interval", "60"], `--interval: "60" isn't one of 300, 3600`],
    [
      "an illegal country",
      ["get", "isp_detail", "all", "--last", "1d", "--country", "cn"],
      "--country must not be sent",
    ],
    ["a province alone", [...QUERY, "--province", "beijing"], "--province"],
    ["two periods", [...QUERY, "--last", "1d"], "--last and --from and --to can't be combined: use one of them"],
    [
      "a period that ends before it begins",
      ["get", "uv", "all", "--from", "2026-11-03", "--to", "2026-11-03"],
      "is not before --to",
    ],
    [
      "no time zone",
      ["get", "uv", "all", "--from", "2026-11-03T10:00", "--to", "now"],
      "its time zone is missing: add Z or +08:00",
    ],
    ["a day that doesn't exist", ["get", "uv", "all", "--on", "2026-02-30"], '--on: "2026-02-30" is not a day'],
    ["an empty time span", ["get", "uv", "all", "--last", "0d"], `--last: "0d" isn't a time span: use 7d, 2w or 24h`],
    ["a missing folder", [...QUERY, "-o", "nowhere/file"], "nowhere doesn't exist: create it first"],
    [
      "all and another domain",
      ["get", "uv", "all", "www.example.com", "--last", "1d"],
      "all means every domain of the account",
    ],
    ["the file and JSON on stdout", [...QUERY, "-o", "-", "--json"], "leave --json out"],
    ["stdout without waiting", [...QUERY, "-o", "-", "--no-wait"], "leave --no-wait out"],
    ["a device", [...QUERY, "-o", "/dev/null"], "--output: /dev/null isn't a file; to write to stdout, use --output -"],
    ["/dev/stdout", [...QUERY, "-o", "/dev/stdout"], "to write to stdout, use --output -"],
    ["a file as folder", [...QUERY, "-o", `${process.execPath}/file`], "isn't a folder"],
    ["a name that is too long", [...QUERY, "-o", "x".repeat(300)], "is too long for a file"],
    ["an empty name", [...QUERY, "-o", ""], "--output: the name is empty"],
    ["a timeout of years", [...QUERY, "--timeout", "99999h"], "--timeout: 99999h is more than 500h"],
    ["all in capitals", ["get", "uv", "ALL", "--last", "1d"], '"ALL" is not a domain name: write "all"'],
    ["a URL", ["get", "uv", "https://a.cn/x", "--last", "1d"], '"https://a.cn/x" is not a domain name: write "a.cn"'],
    ["a name instead of a code", [...QUERY, "--isp", "China Telecom"], 'did you mean "dianxin" (China Telecom)?'],
    [
      "a province of another country",
      [...QUERY, "--country", "us,isps", "--province", "beijing"],
      '--country must be "cn" with --province, not "us,isps"',
    ],
    ["a repeated domain", [...QUERY, "www.example.com"], 'the domain "www.example.com" is given twice'],
    ["an invalid endpoint", [...QUERY, "--endpoint", "ftp://x"], "endpoint"],
    ["an unknown command", ["gt"], "unknown command 'gt'. Did you mean get? See cdn-export --help"],
    ["an action as a command", ["uv", "all"], "uv is an action, not a command. Did you mean cdn-export get uv?"],
    ["a secret as a flag", [...QUERY, "--sk", "x"], "unknown option '--sk'"],
  ];

  test.each(wrong)("%s", async (_, args, message) => {
    const { code, stdout, stderr } = await run(args, { env, cwd });
    expect(stderr).toContain(message);
    expect(stderr).toMatch(/^cdn-export: .*\n$/);
    expect({ code, stdout: args.includes("--json") ? "" : stdout }).toEqual({ code: 2, stdout: "" });
    expect(cloud.tasks).toEqual([]);
    expect(jobs()).toEqual([]);
  });

  test("without credentials, it lists where it looked and exits with 3", async () => {
    const none = {
      HUAWEICLOUD_SDK_AK: "",
      HUAWEICLOUD_SDK_SK: "",
      HUAWEICLOUD_SDK_CREDENTIALS_FILE: join(cwd, "none"),
    };
    const { code, stderr } = await run(QUERY, { env: { ...env, ...none }, cwd });
    expect(code).toBe(3);
    expect(stderr).toMatch(/^cdn-export: no credentials: environment: .*; profile file: .*\n$/);
  });

  test("a wrong key is explained but not printed; it exits with 3", async () => {
    const { code, stderr } = await run(QUERY, { env: { ...env, HUAWEICLOUD_SDK_SK: "obviously-fake-wrong-key" }, cwd });
    expect(code).toBe(3);
    expect(stderr).toContain("the secret key is wrong");
    // The explanation shows the canonical request part by part.
    expect(stderr).not.toContain("canonicalRequest");
    expect(stderr).not.toContain("obviously-fake");
    expect(jobs()).toEqual([]);
  });

  test("a failed task exits with 4 and leaves no job to resume", async () => {
    cloud.faults.push({ at: "create", what: "task-fails" });
    const { code, stderr, stdout } = await run([...QUERY, "--json"], { env, cwd });
    expect(stderr).toMatch(/^cdn-export: The export task \w+ has failed.*\n$/);
    expect(JSON.parse(stdout)).toMatchObject({ error: { name: "JobFailedError" }, exitCode: 4 });
    expect(code).toBe(4);
    expect(jobs()).toEqual([]);
  });

  test("--debug prints the stack of an error", async () => {
    const { stderr } = await run(["get", "nonsense", "all", "--debug"], { env, cwd });
    expect(stderr).toMatch(/\n\s+at /);
  });
});

describe("on a terminal", () => {
  const shape = (screen: string) => screen.replace(/\d+\.\d s/g, "N.N s").replace(/task \w+/g, "task ID");

  test.each([40, 120])("%i columns: shows progress, then the path, size and hash", async (columns) => {
    const waiting = await startEmulator({ format: "csv", runMs: 60_000, clock: manualClock(Date.now()) });
    try {
      const terminal = openTerminal(QUERY, { columns, cwd, env: { ...env, CDN_EXPORT_ENDPOINT: waiting.url } });
      await terminal.shows(/wait {2}/);
      expect(shape(terminal.screen()).replace(/^\S+ /, "* ")).toMatchSnapshot("while it waits");
      waiting.advance(60_000);
      const { code } = await terminal.ended;
      expect(terminal.screen()).toMatchSnapshot("in the end");
      expect(code).toBe(0);
    } finally {
      await waiting.close();
    }
  });

  test("NO_COLOR turns colours off", async () => {
    const terminal = openTerminal(QUERY, { cwd, env: { ...env, NO_COLOR: "1" } });
    const { raw } = await terminal.ended;
    expect(raw).not.toMatch(COLOUR);
  });
});
