export { type CommandTexts, optionsOf } from "./cli/arguments.ts";
