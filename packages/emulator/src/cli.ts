export { type CommandTexts, optionsOf } from "./cli/arguments.ts";
export { startInTerminal, type TerminalEmulator } from "./cli/start.ts";
