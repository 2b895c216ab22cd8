import type { Fault, FaultPoint } from "./fault.ts";

/** What a kind of fault may be told. */
interface Shape {
  at: readonly FaultPoint[];
  needs?: Readonly<Record<string, Test>>;
  takes?: Readonly<Record<string, Test>>;
}

/** What a value should be, in words, when it is not. */
type Test = (value: unknown) => string | undefined;

const ANYWHERE: readonly FaultPoint[] = ["create", "list", "download"];

/** Faults may come from JSON, so the compiler has not seen them all. @throws TypeError in one line */
export function checkFault(fault: Fault): void {
  const given: Readonly<Record<string, unknown>> = { ...fault };
  const { what, at, ...fields } = given;
  const shape = SHAPES.get(String(what));
  if (shape === undefined) {
    throw new TypeError(`fault: what must be one of ${[...SHAPES.keys()].join(", ")}, not ${what}`);
  }
  const { needs = {}, takes = {} } = shape;
  if (!shape.at.some((point) => point === at)) {
    throw new TypeError(`fault ${what}: at must be ${shape.at.join(" or ")}, not ${at}`);
  }
  for (const name of Object.keys(needs)) {
    if (fields[name] === undefined) throw new TypeError(`fault ${what}: ${name} must be ${needs[name]?.(undefined)}`);
  }
  const tests = new Map(Object.entries({ ...COMMON, ...takes, ...needs }));
  for (const [name, value] of Object.entries(fields)) {
    const test = tests.get(name);
    if (test === undefined) throw new TypeError(`fault ${what}: there is no ${name}`);
    const wrong = value === undefined ? undefined : test(value);
    if (wrong !== undefined) throw new TypeError(`fault ${what}: ${name} must be ${wrong}, not ${value}`);
  }
}

const amount: Test = (value) => (typeof value === "number" && value >= 0 ? undefined : "a number from 0 on");
const finite: Test = (value) => (Number.isFinite(value) ? undefined : "a number");
const share: Test = (value) => (amount(value) === undefined && Number(value) <= 1 ? undefined : "a number from 0 to 1");
const bytes: Test = (value) => (Number.isInteger(value) && Number(value) > 0 ? undefined : "a whole number from 1 on");
const line: Test = (value) => (typeof value === "string" && !/\p{Cc}/u.test(value) ? undefined : "a text of one line");
const object: Test = (value) => (typeof value === "object" && value !== null ? undefined : "an object");
const statusFrom =
  (least: number, most: number): Test =>
  (value) =>
    Number.isInteger(value) && Number(value) >= least && Number(value) <= most ? undefined : `from ${least} to ${most}`;
const oneOf =
  (...values: readonly string[]): Test =>
  (value) =>
    values.includes(String(value)) ? undefined : values.join(" or ");

const COMMON: Readonly<Record<string, Test>> = {
  times: (value) => (value === "always" ? undefined : amount(value) && 'a number from 0 on, or "always"'),
  rate: share,
  call: bytes,
};

/** A kind of fault without a shape does not compile. */
const SHAPES: ReadonlyMap<string, Shape> = new Map(
  Object.entries<Shape>({
    latency: { at: ANYWHERE, needs: { ms: amount } },
    "clock-skew": { at: ["create", "list"], needs: { ms: finite } },
    "reset-before": { at: ANYWHERE },
    "reset-after": { at: ANYWHERE },
    status: {
      at: ANYWHERE,
      needs: { status: statusFrom(200, 599) },
      takes: { code: line, message: line, retryAfter: (value) => amount(value) && line(value) },
    },
    "error-200": { at: ANYWHERE, takes: { code: line, message: line } },
    html: { at: ANYWHERE, takes: { status: statusFrom(200, 599) } },
    truncate: { at: ["list", "download"], needs: { bytes: amount } },
    corrupt: { at: ["list", "download"], takes: { byte: amount } },
    lose: { at: ["create"] },
    late: { at: ["create"], needs: { ms: amount }, takes: { answer: oneOf("ok", "reset") } },
    "second-creator": { at: ["create"], takes: { order: oneOf("before", "after", "instead"), request: object } },
    "task-fails": { at: ["create"] },
    duplicate: { at: ["list"] },
    reorder: { at: ["list"] },
    "unknown-status": { at: ["list"], takes: { value: line } },
    "link-expired": { at: ["download"] },
    "link-moved": { at: ["download"] },
    redirect: { at: ["download"], takes: { status: statusFrom(300, 399), to: line } },
    slow: { at: ["download"], needs: { bytes, ms: amount } },
  } satisfies Record<Fault["what"], Shape>),
);

export const FAULT_KINDS: readonly string[] = [...SHAPES.keys()];
