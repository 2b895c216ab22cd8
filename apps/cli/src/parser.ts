// Settings of the argument parser that all commands share.
import { stripVTControlCharacters } from "node:util";
import { type Command, Help } from "commander";
import { ACTIONS } from "./flags/query-flags.ts";
import { language, say } from "./terminal/language.ts";
import { reportUsage } from "./terminal/report-failure.ts";
import type { Session } from "./terminal/session.ts";
import { widthOf, wrap } from "./terminal/wide.ts";

/** Errors throw and print one line; headings in help are bold. */
export function configureParser(command: Command, session: Session): Command {
  command
    .exitOverride()
    .configureOutput({
      writeOut: (text) => session.out.write(text),
      writeErr: (text) => session.err.write(text),
      outputError: (text) => reportUsage(oneLine(text, command), session),
    })
    .configureHelp(HELP)
    .helpOption("-h, --help", say("show this help", "显示本帮助"))
    .helpCommand(false);
  for (const child of command.commands) configureParser(child, session);
  return command;
}

/** On a narrower terminal, descriptions aren't wrapped. */
const MIN_WIDTH = 12;

const HELP: Partial<Help> = {
  styleTitle: (title) => `\u001b[1m${titleOf(title)}\u001b[22m`,
  styleUsage: (usage) =>
    usage.replace("[options]", say("[options]", "[选项]")).replace("[command]", say("[command]", "[命令]")),
  optionDescription: (option) =>
    Help.prototype.optionDescription
      .call(new Help(), option)
      .replace(/ \(default: (.*)\)$/, say(" (default: $1)", "（默认：$1）"))
      .replace(/ \(env: (.*)\)$/, say(" (env: $1)", "（环境变量：$1）")),
  showGlobalOptions: false,
  minWidthToWrap: MIN_WIDTH,
  // Every command has options, so saying it wastes space.
  subcommandTerm: (command) => Help.prototype.subcommandTerm(command).replace(" [options]", ""),
  ...(language === "zh" && {
    displayWidth: (text: string) => widthOf(stripVTControlCharacters(text)),
    boxWrap: (text: string, width: number) => (width < MIN_WIDTH ? text : wrap(text, width)),
  }),
};

function titleOf(title: string): string {
  switch (title) {
    case "Usage:":
      return say("Usage:", "用法:");
    case "Arguments:":
      return say("Arguments:", "参数：");
    case "Options:":
      return say("Options:", "选项：");
    case "Commands:":
      return say("Commands:", "命令：");
    default:
      return title;
  }
}

/** Flags that every command has. People also write them before the command. */
const MISPLACED = /^unknown option '(--json|--debug|--quiet|-q)'/;

/** The parser's message without `error:`, on one line, with the command whose help explains it. */
function oneLine(text: string, command: Command): string {
  const [message = "", hint = ""] = text
    .trim()
    .replace(/^error: /, "")
    .split(/\.?\s*\n\s*(?=\()|\.$/);
  const [, flag] = command.parent ? [] : (MISPLACED.exec(message) ?? []);
  if (flag !== undefined)
    return say(
      `${flag} goes after the command: cdn-export tasks ${flag}`,
      `${flag} 要写在命令之后：cdn-export tasks ${flag}`,
    );
  const [, word = ""] = /^unknown command '(.*?)'/.exec(message) ?? [];
  if (ACTIONS.includes(word))
    return say(
      `${word} is an action, not a command. Did you mean cdn-export get ${word}?`,
      `${word} 是统计类型，不是命令。是否想用 cdn-export get ${word}？`,
    );
  const [, typed = ""] = /^unknown option '(--\w[\w-]+)'/.exec(message) ?? [];
  const name = [command.parent?.name(), command.name()].filter(Boolean).join(" ");
  const completed = command.options.find(({ long }) => typed !== "" && long?.startsWith(typed))?.long;
  const [, near = completed] = /Did you mean (?:one of )?(.*)\?/.exec(hint) ?? [];
  const suggested = near === undefined ? "" : say(` Did you mean ${near}?`, `是否想用 ${near}？`);
  const see = say(`See ${name} --help`, `参见 ${name} --help`);
  return say(`${message}.${suggested} ${see}`, `${inChinese(message)}。${suggested}${see}`);
}

const PARSER_MESSAGES: readonly [pattern: RegExp, zh: string][] = [
  [/^missing required argument '(.*)'$/, "缺少参数“$1”"],
  [/^unknown option '(.*)'$/, "未知选项“$1”"],
  [/^unknown command '(.*)'$/, "未知命令“$1”"],
  [/^option '(.*)' argument missing$/, "选项“$1”缺少值"],
  [
    /^too many arguments(?: for '.*')?\. Expected (\d+) arguments? but got (\d+).*$/,
    "参数过多：需要 $1 个，给了 $2 个",
  ],
];

/** The parser speaks English only. */
function inChinese(message: string): string {
  const [pattern, zh] = PARSER_MESSAGES.find(([known]) => known.test(message)) ?? [];
  return pattern && zh ? message.replace(pattern, zh) : message;
}
