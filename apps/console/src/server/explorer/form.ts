// The form of a query, made from the spec.
import { operations } from "@cdn-export/api/operations";
import {
  ACTION_NAMES,
  countries,
  GROUP_BY_NAMES,
  INTERVAL_NAMES,
  isps,
  LANGUAGE_NAMES,
  type NamedCode,
  provinces,
  SERVICE_AREA_NAMES,
  STAT_TYPE_NAMES,
} from "@cdn-export/api/values";
import { lastDays } from "@cdn-export/client";
import type { CreateBody, Form, FormField } from "../../contract.ts";
import { CHINESE_DESCRIPTIONS, LABELS } from "./field-texts.ts";

const OPERATION = operations.createExportTask;
type FieldName = keyof typeof OPERATION.body;

interface SpecField {
  readonly type: string;
  readonly description: string;
  readonly default?: string;
  readonly values?: readonly (string | number)[];
  readonly open?: boolean;
}

const NAMES: Readonly<Partial<Record<FieldName, readonly NamedCode[]>>> = {
  action: ACTION_NAMES,
  interval: INTERVAL_NAMES,
  group_by: GROUP_BY_NAMES,
  service_area: SERVICE_AREA_NAMES,
  stat_type: STAT_TYPE_NAMES,
  language: LANGUAGE_NAMES,
  country: countries,
  province: provinces,
  isp: isps,
};
const TIMES: readonly string[] = ["start_time", "end_time"];
/** The client requires these, because a default would be a guess. */
const REQUIRED: readonly string[] = ["action", "domain_name", ...TIMES];

export function formOf(domains: readonly string[], now: number): Form {
  const { method, path, summary } = OPERATION;
  const fields = Object.entries(OPERATION.body).map(([name, field]) => fieldOf(name as FieldName, field));
  return { operation: { method, path, summary }, fields, example: exampleOf(domains, now), domains };
}

function fieldOf(name: FieldName, { type, description, values, open = false, ...field }: SpecField): FormField {
  const kind = TIMES.includes(name) ? "time" : values === undefined ? "names" : open ? "codes" : "choice";
  return {
    name,
    label: LABELS[name],
    description: { en: description, zh: CHINESE_DESCRIPTIONS[name] },
    type: kind,
    isNumber: type === "integer",
    ...(field.default !== undefined && { default: field.default }),
    values: NAMES[name] ?? [],
    isOpen: open,
    isRequired: REQUIRED.includes(name),
  };
}

function exampleOf([first = "www.example.com"]: readonly string[], now: number): CreateBody {
  const { from, to } = lastDays(1, now);
  return { action: "top_url_detail", domain_name: first, start_time: from.getTime(), end_time: to.getTime() };
}
