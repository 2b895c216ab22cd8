// The config file: defaults of arguments and flags. Arguments, flags and the environment win.
import { dirname, isAbsolute, join } from "node:path";
import { decodeText } from "@cdn-export/signer/explain";
import { Command, type Option } from "commander";
import { withPlanFlags } from "../flags/plan-flags.ts";
import { ACTIONS } from "../flags/query-flags.ts";
import { oneOf, suggestion } from "../flags/values.ts";
import { UsageError } from "../terminal/errors.ts";
import { say } from "../terminal/language.ts";
import type { Session } from "../terminal/session.ts";
import { readInput } from "./input.ts";
import { periodOf } from "./period.ts";

/** What a command takes from the config file besides the endpoint: the place of an argument, or the name of an option. */
export interface ConfigUse {
  actions?: number;
  domains?: number;
  folder?: number | "output";
  /** All flags of the plan, or only its period. */
  plan?: "all" | "period";
  prices?: true;
}

/** What a value may be. */
interface Kind {
  text?: true;
  number?: true;
  list?: true;
}

const KEYS: Readonly<Record<string, Kind>> = {
  $schema: { text: true },
  actions: { list: true },
  domains: { text: true, list: true },
  folder: { text: true },
  endpoint: { text: true },
  profile: { text: true },
  plan: {},
  prices: { text: true, list: true },
  customers: { text: true },
};

const SECRET = /^(?:ak|sk)$|secret|passw|token|credential|access_?key/i;

/** The options that `plan` has, by the parser's names. */
export function planOptions(): ReadonlyMap<string, Option> {
  return new Map(withPlanFlags(new Command()).options.map((option) => [option.attributeName(), option]));
}

/** What the value of a flag may be in JSON. */
export function kindOf({ flags }: Option): Kind {
  if (flags.endsWith("<number>")) return { number: true };
  return flags.endsWith("<list>") ? { text: true, list: true } : { text: true };
}

/**
 * Sets what the user didn't: arguments and flags that the config file has.
 *
 * @throws UsageError in one line, with the key.
 */
export async function configure(
  command: Command,
  { path, use, session }: { path: string; use: ConfigUse; session: Session },
): Promise<void> {
  const { values, plan } = read(decodeText(await readInput(path, session, "")), path);
  const { actions, domains, folder, endpoint, profile, prices, customers } = values;
  const isOpen = (key: string) => ["default", undefined].includes(command.getOptionValueSource(key));
  const set = (key: string, value: unknown) => {
    if (value !== undefined && isOpen(key)) command.setOptionValueWithSource(key, value, "config");
  };
  const fill = (place: number | undefined, value: unknown) => {
    if (place === undefined || value === undefined || command.args.length > place) return;
    command.processedArgs[place] = value;
  };
  // Files are relative to the config file, because cron starts anywhere.
  const fileOf = (value: unknown) =>
    typeof value !== "string" || isAbsolute(value) ? value : join(dirname(path), value);

  set("endpoint", endpoint);
  if (profile !== undefined) process.env.HUAWEICLOUD_SDK_CREDENTIALS_FILE ||= String(fileOf(profile));
  fill(use.actions, actions);
  fill(use.domains, typeof domains === "string" ? [domains] : domains);
  const isVariadic = typeof use.folder === "number" && command.registeredArguments[use.folder]?.variadic;
  if (use.folder === "output") set("output", fileOf(folder));
  else if (folder !== undefined) fill(use.folder, isVariadic ? [fileOf(folder)] : fileOf(folder));
  if (use.prices && isOpen("price") && isOpen("prices")) {
    if (typeof prices === "string") set("prices", fileOf(prices));
    else set("price", prices);
  }
  if (use.prices) set("group", fileOf(customers));
  const hasPeriod = !PERIOD.every(isOpen);
  for (const [key, value] of plan) {
    const isPeriod = PERIOD.includes(key);
    if (isPeriod ? use.plan !== undefined && !hasPeriod : use.plan === "all") set(key, value);
  }
}

const PERIOD: readonly string[] = ["last", "on", "from", "to"];

interface Settings {
  values: Readonly<Record<string, unknown>>;
  /** The parsed values of flags, by the parser's names. */
  plan: ReadonlyMap<string, unknown>;
}

function read(text: string, path: string): Settings {
  const bad = (key: string, what: string) =>
    new UsageError([path, key, what].filter((part) => part !== "").join(say(": ", "：")));
  const values = recordOf(parsed(text, bad), "", bad);
  for (const [key, value] of Object.entries(values)) {
    checkKey(key, "", Object.keys(KEYS), bad);
    if (key !== "plan") checkKind(value, key, KEYS[key] ?? {}, bad);
  }
  const { domains, actions, plan } = values;
  for (const action of (actions ?? []) as string[]) named("actions", bad, () => oneOf("actions", ACTIONS)(action));
  if (typeof domains === "string" && domains !== "all")
    throw bad("domains", say('must be a list, or "all"', '应为列表或 "all"'));
  return { values, plan: plan === undefined ? new Map() : planOf(recordOf(plan, "plan", bad), bad) };
}

type Bad = (key: string, what: string) => UsageError;

function parsed(text: string, bad: Bad): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // Without the piece of the file that follows it, which may be a secret.
    const [message] = (error as Error).message.split(/, (?:\.\.\.)?"/);
    throw bad("", say(`isn't JSON: ${message}`, `不是 JSON：${message}`));
  }
}

function recordOf(value: unknown, key: string, bad: Bad): Record<string, unknown> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw bad(key, say("must be an object: { ... }", "应为对象：{ ... }"));
}

function planOf(plan: Record<string, unknown>, bad: Bad): Map<string, unknown> {
  const options = planOptions();
  const found = new Map<string, unknown>();
  for (const [key, value] of Object.entries(plan)) {
    checkKey(key, "plan.", [...options.keys()], bad);
    const option = options.get(key) as Option;
    checkKind(value, `plan.${key}`, kindOf(option), bad);
    const text = Array.isArray(value) ? value.join(",") : String(value);
    found.set(
      key,
      named(`plan.${key}`, bad, () => option.parseArg?.(text, undefined) ?? text),
    );
  }
  const period = Object.fromEntries([...found].filter(([key]) => PERIOD.includes(key)));
  if (Object.keys(period).length > 0) named("plan", bad, () => periodOf(period, Date.now()));
  return found;
}

/** The message of a flag's parser, with the key instead of the flag. */
function named<T>(key: string, bad: Bad, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const [, flag = "", what = error.message] = /^(?:--)?([\w-]+)(?:: | 无效：|：)(.*)$/s.exec(error.message) ?? [];
    throw bad(key === "plan" && flag !== "" ? `plan.${flag}` : key, what.replace(/--(?=[a-z])/g, ""));
  }
}

function checkKey(key: string, before: string, known: readonly string[], bad: Bad): void {
  if (known.includes(key)) return;
  const name = before + key;
  if (SECRET.test(key))
    throw bad(
      name,
      say(
        "secrets don't belong in this file: set HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK, or name a profile file in profile",
        "此文件不能包含密钥：请设置 HUAWEICLOUD_SDK_AK 和 HUAWEICLOUD_SDK_SK，或在 profile 中写出配置文件",
      ),
    );
  const list = known.filter((each) => each !== "$schema").map((each) => before + each);
  const what = say(`isn't one of ${list.join(", ")}`, `不是可用的键；可用的键有 ${list.join("、")}`);
  throw bad(name, what + suggestion(key, known));
}

function checkKind(value: unknown, key: string, { text, number, list }: Kind, bad: Bad): void {
  const isText = (each: unknown) => typeof each === "string" && each.trim() !== "";
  if (text && isText(value)) return;
  if (number && typeof value === "number") return;
  if (list && Array.isArray(value) && value.length > 0 && value.every(isText)) return;
  const kinds = [
    text && say("a text", "文本"),
    number && say("a number", "数字"),
    list && say("a list of texts", "文本列表"),
  ].filter(Boolean);
  throw bad(key, say(`must be ${kinds.join(" or ")}`, `应为${kinds.join("或")}`));
}
