/** The examples below a help text: what each is for, and the line to type. */
export function examples(lines: Readonly<Record<string, string>>): string {
  const shown = Object.entries(lines).map(([purpose, line]) => `  # ${purpose}\n  ${line}`);
  return `\nExamples:\n${shown.join("\n")}`;
}
