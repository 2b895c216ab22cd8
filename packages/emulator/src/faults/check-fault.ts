import { amount, choice, either, type Kind, LINE, NUMBER, OBJECT, show, whole } from "../base/kinds.ts";
import type { Fault, FaultPoint } from "./fault.ts";

/** Which calls a kind of fault can hit, and its fields. */
interface Shape {
  at: readonly FaultPoint[];
  required?: Readonly<Record<string, Kind>>;
  optional?: Readonly<Record<string, Kind>>;
}

const ANYWHERE: readonly FaultPoint[] = ["create", "list", "download"];

/** The fields that every fault may have. */
const COMMON: Readonly<Record<string, Kind>> = {
  times: either(amount(), choice("always")),
  rate: amount(0, 1),
  call: whole(1),
};

const STATUS = whole(200, 599);

const SHAPES = {
  latency: { at: ANYWHERE, required: { ms: amount() } },
  "clock-skew": { at: ["create", "list"], required: { ms: NUMBER } },
  "reset-before": { at: ANYWHERE },
  "reset-after": { at: ANYWHERE },
  status: {
    at: ANYWHERE,
    required: { status: STATUS },
    optional: { code: LINE, message: LINE, retryAfter: either(amount(), LINE) },
  },
  "error-200": { at: ANYWHERE, optional: { code: LINE, message: LINE } },
  html: { at: ANYWHERE, optional: { status: STATUS } },
  truncate: { at: ["list", "download"], required: { bytes: amount() } },
  corrupt: { at: ["list", "download"], optional: { byte: amount() } },
  lose: { at: ["create"] },
  late: { at: ["create"], required: { ms: amount() }, optional: { answer: choice("ok", "reset") } },
  "second-creator": { at: ["create"], optional: { order: choice("before", "after", "instead"), request: OBJECT } },
  "task-fails": { at: ["create"] },
  duplicate: { at: ["list"] },
  reorder: { at: ["list"] },
  "unknown-status": { at: ["list"], optional: { value: LINE } },
  "link-expired": { at: ["download"] },
  "link-moved": { at: ["download"] },
  redirect: { at: ["download"], optional: { status: whole(300, 399), to: LINE } },
  slow: { at: ["download"], required: { bytes: whole(1), ms: amount() } },
} satisfies Record<Fault["what"], Shape>;

export const FAULT_KINDS: readonly string[] = Object.keys(SHAPES);

/** Faults can come from JSON, which the compiler hasn't checked. @throws TypeError with a message of one line */
export function checkFault(fault: Fault): void {
  const { what, at, ...fields }: Readonly<Record<string, unknown>> = { ...fault };
  requireValue("fault: what", what, choice(...FAULT_KINDS));
  const { at: points, required = {}, optional = {} }: Shape = SHAPES[what as Fault["what"]];
  requireValue(`fault ${what}: at`, at, choice(...points));
  for (const [name, kind] of Object.entries(required)) requireValue(`fault ${what}: ${name}`, fields[name], kind);
  const kinds = { ...COMMON, ...optional, ...required };
  for (const [name, value] of Object.entries(fields)) {
    const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
    if (kind === undefined) throw new TypeError(`fault ${what}: there is no ${name}`);
    if (value !== undefined) requireValue(`fault ${what}: ${name}`, value, kind);
  }
}

function requireValue(name: string, value: unknown, { accepts, description }: Kind): void {
  if (!accepts(value)) throw new TypeError(`${name} must be ${description}, not ${show(value)}`);
}
