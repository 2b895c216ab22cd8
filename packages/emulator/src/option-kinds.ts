import { formats } from "./files/formats.ts";
import type { EmulatorOptions } from "./options.ts";

/** What an option may be. Options also come from JSON, where no compiler has looked at them. */
type Kind =
  | { is: "choice"; of: readonly unknown[] }
  | { is: "amount"; most?: number }
  | { is: "flag" | "text" | "texts" | "list" | "record" | "seed" | "port" };

const choice = (...of: readonly unknown[]): Kind => ({ is: "choice", of });
const AMOUNT: Kind = { is: "amount" };

/** Every option there is. */
export const OPTION_KINDS: Readonly<Record<keyof EmulatorOptions, Kind>> = {
  accounts: { is: "list" },
  clock: { is: "record" },
  seed: { is: "seed" },
  port: { is: "port" },
  host: { is: "text" },
  publicUrl: { is: "text" },
  admin: { is: "flag" },
  requestTimeoutMs: AMOUNT,
  faults: { is: "list" },
  snapshot: { is: "record" },
  runMs: AMOUNT,
  inProgress: { is: "texts" },
  failRate: { is: "amount", most: 1 },
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
  throttle: { is: "record" },
  format: choice(...Object.keys(formats)),
  fileBytes: AMOUNT,
  transfer: choice("length", "chunked"),
  topRows: AMOUNT,
  csvBom: { is: "flag" },
  csvNewline: choice("\r\n", "\n"),
};

/** @throws TypeError for an unknown option or a value of the wrong kind, RangeError for a number that makes no sense. */
export function checkOptions(options: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(options)) {
    const kind = Object.hasOwn(OPTION_KINDS, name) ? OPTION_KINDS[name as keyof EmulatorOptions] : undefined;
    if (kind === undefined) throw new TypeError(`there is no option ${show(name)}`);
    const wrong = complaint(kind, value);
    if (wrong === undefined) continue;
    const Kind = kind.is === "amount" ? RangeError : TypeError;
    throw new Kind(`${name} must be ${wrong}, not ${show(value)}`);
  }
}

/** What a value should have been; nothing when it is. */
function complaint(kind: Kind, value: unknown): string | undefined {
  switch (kind.is) {
    case "choice":
      return kind.of.includes(value) ? undefined : `one of ${kind.of.map(show).join(", ")}`;
    case "amount": {
      const { most = Number.POSITIVE_INFINITY } = kind;
      const fits = typeof value === "number" && value >= 0 && value <= most;
      return fits ? undefined : `a number from 0 ${most === Number.POSITIVE_INFINITY ? "on" : `to ${most}`}`;
    }
    case "flag":
      return typeof value === "boolean" ? undefined : "true or false";
    case "text":
      return typeof value === "string" && value !== "" && !UNSAFE.test(value) ? undefined : "a text of one line";
    case "texts":
      return isTexts(value) ? undefined : "a list of texts";
    case "list":
      return Array.isArray(value) ? undefined : "a list";
    case "record":
      return typeof value === "object" && value !== null && !Array.isArray(value) ? undefined : "an object";
    case "seed":
      return ["string", "number"].includes(typeof value) ? undefined : "a number or a text";
    case "port":
      return value === false || isPort(value) ? undefined : "a port from 0 to 65535, or false";
  }
}

/** What would begin a header line of its own: the public URL gets into headers. */
const UNSAFE = /\p{Cc}/u;

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((entry) => typeof entry === "string");
}

function isPort(value: unknown): boolean {
  return Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 65_535;
}

function show(value: unknown): string {
  return JSON.stringify(value) ?? String(value);
}
