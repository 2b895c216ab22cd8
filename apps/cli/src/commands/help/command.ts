import { Command } from "commander";
import { suggestion } from "../../flags/values.ts";
import { UsageError } from "../../terminal/errors.ts";
import { say } from "../../terminal/language.ts";

/** `cdn-export help rows` is the same as `cdn-export rows --help`. */
export function helpCommand(): Command {
  const command = new Command("help").argument("[command]");
  return command.action((name: string | undefined) => {
    const program = command.parent as Command;
    const names = program.commands.filter((other) => other !== command).map((other) => other.name());
    const target = name === undefined ? program : program.commands.find((other) => other.name() === name);
    if (!target)
      throw new UsageError(
        say(`unknown command '${name}'`, `未知命令“${name}”`) +
          (suggestion(name ?? "", names) || say(". See cdn-export --help", "。参见 cdn-export --help")),
      );
    target.outputHelp();
  });
}
