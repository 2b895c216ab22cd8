export type { CommandTexts } from "./cli/arguments.ts";
export { startInTerminal, type TerminalEmulator } from "./start-in-terminal.ts";
