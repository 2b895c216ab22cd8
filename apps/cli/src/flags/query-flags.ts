// One flag for each field of the create call. Names, help and known values come from the spec.
import { operations } from "@cdn-export/api/operations";
import { Argument, type Command, Option } from "commander";
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
  return new Argument("<action>", `kind of data: ${ACTIONS.join(", ")}`).argParser(oneOf("action", ACTIONS));
}

/** Several actions, separated by commas. */
export function actionsArgument(): Argument {
  const action = oneOf("actions", ACTIONS);
  return new Argument("<actions>", `kinds of data, separated by commas: ${ACTIONS.join(", ")}`).argParser((text) =>
    list(text).map(action),
  );
}

export function domainsArgument(): Argument {
  return new Argument("<domain...>", "domain names, or all for every domain of the account");
}

export function withQueryFlags(command: Command): Command {
  for (const field of FLAG_FIELDS) command.addOption(flagOf(field, FIELDS[field] as Field));
  return command;
}

/** `group_by` is `--group-by`. */
export function flagName(field: string): string {
  return `--${field.replaceAll("_", "-")}`;
}

export function flagOf(wireName: string, field: Field): Option {
  const name = flagName(wireName);
  const { type, description, unit, values = [], open = false, default: preset } = field;
  const known = values.map(String);
  const marks = [
    known.length > 0 && `${open ? "known: " : ""}${known.join(", ")}${unit ? ` ${unit}` : ""}`,
    preset !== undefined && `default of the service: ${preset}`,
  ].filter(Boolean);
  const help = decapitalized(description) + (marks.length > 0 ? ` (${marks.join("; ")})` : "");
  const option = new Option(`${name} <${open ? "list" : type === "integer" ? "number" : "name"}>`);
  option.description = help;
  if (open) option.argParser(listOf);
  else if (type === "integer" && known.length === 0)
    option.argParser(wholeNumber(name, field.minimum ?? 0, field.maximum));
  else if (type === "integer") option.argParser((text) => Number(oneOf(name, known)(text)));
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
