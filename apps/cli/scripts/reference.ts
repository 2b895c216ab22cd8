// `npm run cli:reference`: writes the help of every command to REFERENCE.md.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import "./english.ts";
import { createProgram } from "../src/program.ts";
import { createSession } from "../src/terminal/session.ts";

const WIDTH = 100;
const FILE: string = join(import.meta.dirname, "../REFERENCE.md");

export function reference(): string {
  const session = createSession({ json: false, quiet: true, debug: false });
  const program = createProgram(session);
  const commands = [program, ...program.createHelp().visibleCommands(program)];
  session.end();
  return `<!-- Written by \`npm run cli:reference\`. Do not edit. -->
# Reference of \`cdn-export\`

${commands.map((command) => `- [\`${nameOf(command)}\`](#${nameOf(command).replaceAll(" ", "-")}): ${command.summary() || command.description()}`).join("\n")}

${commands.map((command) => `## ${nameOf(command)}\n\n\`\`\`text\n${helpOf(command)}\n\`\`\`\n`).join("\n")}`;
}

function nameOf(command: Command): string {
  return [command.parent?.name(), command.name()].filter(Boolean).join(" ");
}

/** The whole help as printed into a pipe. */
function helpOf(command: Command): string {
  let help = "";
  const keep = (text: string) => {
    help += text;
  };
  command.configureOutput({ writeOut: keep, getOutHelpWidth: () => WIDTH, getOutHasColors: () => false });
  command.outputHelp();
  return help.trimEnd();
}

if (import.meta.main) writeFileSync(FILE, reference());
