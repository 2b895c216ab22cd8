// Settings of the argument parser that all commands share.
import { type Command, Help } from "commander";
import { ACTIONS } from "./flags/query-flags.ts";
import { reportUsage } from "./terminal/report-failure.ts";
import type { Session } from "./terminal/session.ts";

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
    .helpOption("-h, --help", "show this help")
    .helpCommand(false);
  for (const child of command.commands) configureParser(child, session);
  return command;
}

/** On a narrower terminal, descriptions aren't wrapped. */
const MIN_WIDTH = 12;

const HELP: Partial<Help> = {
  styleTitle: (title) => `\u001b[1m${title}\u001b[22m`,
  showGlobalOptions: false,
  minWidthToWrap: MIN_WIDTH,
  // Every command has options, so saying it wastes space.
  subcommandTerm: (command) => Help.prototype.subcommandTerm(command).replace(" [options]", ""),
};

/** Flags that every command has. People also write them before the command. */
const MISPLACED = /^unknown option '(--json|--debug|--quiet|-q)'/;

/** The parser's message without `error:`, on one line, with the command whose help explains it. */
function oneLine(text: string, command: Command): string {
  const message = text
    .trim()
    .replace(/^error: /, "")
    .replace(/\s*\n\s*\((.*)\)$/, ". $1");
  const [, flag] = command.parent ? [] : (MISPLACED.exec(message) ?? []);
  if (flag !== undefined) return `${flag} goes after the command: cdn-export tasks ${flag}`;
  const [, word = ""] = /^unknown command '(.*?)'/.exec(message) ?? [];
  if (ACTIONS.includes(word)) return `${word} is an action, not a command. Did you mean cdn-export get ${word}?`;
  const [, typed = ""] = /^unknown option '(--\w[\w-]+)'/.exec(message) ?? [];
  const name = [command.parent?.name(), command.name()].filter(Boolean).join(" ");
  const completed = command.options.find(({ long }) => typed !== "" && long?.startsWith(typed));
  if (completed) return `unknown option '${typed}'. Did you mean ${completed.long}? See ${name} --help`;
  return `${message}${/[.?]$/.test(message) ? "" : "."} See ${name} --help`;
}
