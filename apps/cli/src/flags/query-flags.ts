// One flag for each field of the create call. Names, help and known values come from the spec.
import { operations } from "@cdn-export/api/operations";
import { Argument, type Command, Option } from "commander";
import { say } from "../terminal/language.ts";
import { list, oneOf, wholeNumber } from "./values.ts";

export interface Field {
  readonly type: string;
  readonly description: string;
  readonly unit?: string;
  readonly values?: readonly (string | number)[];
  readonly open?: boolean;
  readonly default?: string | number;
  readonly minimum?: number;
  readonly maximum?: number;
}

/** Fields that come from the arguments, and from --from, --to, --on and --last. */
const NOT_FLAGS = ["action", "domain_name", "start_time", "end_time"];

const FIELDS: Readonly<Record<string, Field>> = operations.createExportTask.body;

export const ACTIONS: readonly string[] = operations.createExportTask.body.action.values;

/** The wire names of the fields that have a flag. */
export const FLAG_FIELDS: readonly string[] = Object.keys(FIELDS).filter((field) => !NOT_FLAGS.includes(field));

export function actionArgument(): Argument {
  return new Argument("<action>", say(`statistic: ${ACTIONS.join(", ")}`, `统计类型：${ACTIONS.join("、")}`)).argParser(
    oneOf("action", ACTIONS),
  );
}

/** Several actions, separated by commas. The config file may have them instead. */
export function actionsArgument(): Argument {
  const action = oneOf("actions", ACTIONS);
  return new Argument(
    "[actions]",
    say(
      `statistics, separated by commas: ${ACTIONS.join(", ")} (default: those of the config file)`,
      `统计类型，用逗号分隔：${ACTIONS.join("、")}（默认：配置文件中的统计类型）`,
    ),
  ).argParser((text) => list(text).map(action));
}

/** The config file may have them instead. */
export function domainsArgument(): Argument {
  return new Argument(
    "[domain...]",
    say(
      "domain names, or all for every domain of the account (default: those of the config file)",
      "域名；all 表示账号下的所有域名（默认：配置文件中的域名）",
    ),
  );
}

export function withQueryFlags(command: Command): Command {
  for (const field of FLAG_FIELDS) command.addOption(flagOf(field, FIELDS[field] as Field));
  return command;
}

/** The spec describes fields in English only. */
const CHINESE_DESCRIPTIONS: Readonly<Record<string, string>> = {
  interval: "数据点的间隔。超过 90 天的时间段只能用 3600",
  group_by: "domain 表示每个域名各占若干行；不填则对域名求和",
  service_area: "提供服务的区域",
  stat_type: "统计的内容。哪些统计类型需要它，尚不清楚",
  isp: "运营商",
  language: "文件的语言",
  country: "国家或地区代码，用逗号分隔，或 all。公开的列表不完整，所以任何代码都会发送",
  province: "中国省份代码，用逗号分隔，或 all",
  limit: "最多列出的任务数",
  offset: "跳过的任务数",
  task_id: "只列出这个 ID 的任务",
  task_name: "只列出这个名称的任务",
};
const CHINESE_UNITS: Readonly<Record<string, string>> = { seconds: "秒" };

/** `group_by` is `--group-by`. */
export function flagName(field: string): string {
  return `--${field.replaceAll("_", "-")}`;
}

export function flagOf(wireName: string, field: Field): Option {
  const name = flagName(wireName);
  const { type, description, unit, values = [], open = false, default: preset } = field;
  const known = values.map(String);
  const marks = [
    known.length > 0 &&
      `${open ? say("known: ", "已知：") : ""}${known.join(", ")}${unit ? ` ${say(unit, CHINESE_UNITS[unit] ?? unit)}` : ""}`,
    preset !== undefined && say(`default of the service: ${preset}`, `服务的默认值：${preset}`),
  ].filter(Boolean);
  const text = say(decapitalized(description), CHINESE_DESCRIPTIONS[wireName] ?? description);
  const help = text + (marks.length > 0 ? say(` (${marks.join("; ")})`, `（${marks.join("；")}）`) : "");
  const option = new Option(`${name} <${open ? "list" : type === "integer" ? "number" : "name"}>`);
  option.description = help;
  if (open) option.argParser(listOf);
  else if (type === "integer" && known.length === 0)
    option.argParser(wholeNumber(name, field.minimum ?? 0, field.maximum));
  else if (type === "integer")
    option.argParser(Object.assign((text: string) => Number(oneOf(name, known)(text)), { schema: { enum: values } }));
  else if (known.length > 0) option.argParser(oneOf(name, known));
  return option;
}

/** A list flag that is given several times is joined. */
function listOf(text: string, before: string | undefined): string {
  return [before, text].filter((part) => part !== undefined).join(",");
}

function decapitalized(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1).replace(/\.$/, "");
}
