// How the argument parser behaves in every command.
import { type Command, Help } from "commander";
import { ACTIONS } from "./flags/query-flags.ts";
import { reportUsage } from "./terminal/report-failure.ts";
import type { Session } from "./terminal/session.ts";

/** Ends by an exception, complains in one line, draws help in the terminal's own bold. */
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

/** Narrower than this, a description is left to the terminal to break. */
const LEAST_WIDTH = 12;

const HELP: Partial<Help> = {
  styleTitle: (title) => `\u001b[1m${title}\u001b[22m`,
  showGlobalOptions: false,
  minWidthToWrap: LEAST_WIDTH,
  // Every command has options; the room is better spent on what it does.
  subcommandTerm: (command) => Help.prototype.subcommandTerm(command).replace(" [options]", ""),
};

/** Flags of every command, which people write before it, too. */
const MISPLACED = /^unknown option '(--json|--debug|--quiet|-q)'/;

/** The parser puts its suggestion on a line of its own, and `error:` in front. */
function oneLine(text: string, command: Command): string {
  const message = text
    .trim()
    .replace(/^error: /, "")
    .replace(/\s*\n\s*\((.*)\)$/, ". $1");
  const [, flag] = command.parent ? [] : (MISPLACED.exec(message) ?? []);
  if (flag !== undefined) return `${flag} stands behind the command: cdn-export tasks ${flag}`;
  const [, word = ""] = /^unknown command '(.*?)'/.exec(message) ?? [];
  if (ACTIONS.includes(word)) return `${word} is an action, not a command. Did you mean cdn-export get ${word}?`;
  const [, cut = ""] = /^unknown option '(--\w[\w-]+)'/.exec(message) ?? [];
  const name = [command.parent?.name(), command.name()].filter(Boolean).join(" ");
  const begun = command.options.find(({ long }) => cut !== "" && long?.startsWith(cut));
  if (begun) return `unknown option '${cut}'. Did you mean ${begun.long}? See ${name} --help`;
  return `${message}${/[.?]$/.test(message) ? "" : "."} See ${name} --help`;
}
