import { formats } from "../formats/formats.ts";
import type { EmulatorOptions } from "./options.ts";

/** What an option may be. Options also come from JSON, where no compiler has looked at them. */
interface Kind {
  fits(value: unknown): boolean;
  /** After "must be": `a list of texts`. */
  what: string;
  /** @default TypeError */
  Refusal?: typeof RangeError;
}

const AMOUNT = amount(Number.POSITIVE_INFINITY);
const FLAG: Kind = { fits: (value) => typeof value === "boolean", what: "true or false" };
const LIST: Kind = { fits: Array.isArray, what: "a list" };
const RECORD: Kind = { fits: isRecord, what: "an object" };
const TEXT: Kind = { fits: isSafeText, what: "a text of one line" };
const TEXTS: Kind = { fits: isTexts, what: "a list of texts" };
const SEED: Kind = { fits: (value) => ["string", "number"].includes(typeof value), what: "a number or a text" };
const PORT: Kind = { fits: (value) => value === false || isPort(value), what: "a port from 0 to 65535, or false" };

/** Every option there is. */
export const OPTION_KINDS: Readonly<Record<keyof EmulatorOptions, Kind>> = {
  accounts: LIST,
  clock: RECORD,
  seed: SEED,
  port: PORT,
  host: TEXT,
  publicUrl: TEXT,
  admin: FLAG,
  requestTimeoutMs: AMOUNT,
  faults: LIST,
  snapshot: RECORD,
  runMs: AMOUNT,
  inProgress: TEXTS,
  failRate: amount(1),
  listDelayMs: AMOUNT,
  linkLifeMs: AMOUNT,
  maxTasks: AMOUNT,
  whenFull: choice("refuse", "forget-oldest"),
  maxDomains: AMOUNT,
  errorStatus: choice("documented", "http-200", "http-400"),
  createBody: choice("empty", "object", "task-id"),
  taskName: choice("string", "number"),
  nameMatch: choice("exact", "substring"),
  limitZero: choice("default", "none"),
  total: choice("filtered", "account"),
  unknownFields: choice("refuse", "ignore"),
  contentType: choice("check", "ignore"),
  neighbourRules: choice("ignore", "refuse"),
  leakedCredentials: choice("refuse", "ignore"),
  lockAfter: AMOUNT,
  lockMs: AMOUNT,
  throttle: RECORD,
  format: choice(...Object.keys(formats)),
  fileBytes: AMOUNT,
  transfer: choice("length", "chunked"),
  topRows: AMOUNT,
  csvBom: FLAG,
  csvNewline: choice("\r\n", "\n"),
};

/** @throws TypeError for an unknown option or a value of the wrong kind, RangeError for a number that makes no sense. */
export function checkOptions(options: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(options)) {
    const kind = Object.hasOwn(OPTION_KINDS, name) ? OPTION_KINDS[name as keyof EmulatorOptions] : undefined;
    if (kind === undefined) throw new TypeError(`there is no option ${show(name)}`);
    const { fits, what, Refusal = TypeError } = kind;
    if (!fits(value)) throw new Refusal(`${name} must be ${what}, not ${show(value)}`);
  }
}

function choice(...of: readonly unknown[]): Kind {
  return { fits: (value) => of.includes(value), what: `one of ${of.map(show).join(", ")}` };
}

function amount(most: number): Kind {
  const fits = (value: unknown) => typeof value === "number" && value >= 0 && value <= most;
  return {
    fits,
    what: `a number from 0 ${most === Number.POSITIVE_INFINITY ? "on" : `to ${most}`}`,
    Refusal: RangeError,
  };
}

function isSafeText(value: unknown): boolean {
  return typeof value === "string" && value !== "" && !UNSAFE.test(value);
}

/** What would begin a header line of its own: the public URL gets into headers. */
const UNSAFE = /\p{Cc}/u;

function isRecord(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((entry) => typeof entry === "string");
}

function isPort(value: unknown): boolean {
  return Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 65_535;
}

function show(value: unknown): string {
  return JSON.stringify(value) ?? String(value);
}
