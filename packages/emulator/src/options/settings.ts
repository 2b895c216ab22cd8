import { realClock } from "../base/clock.ts";
import { HOUR_MS, MINUTE_MS } from "../base/constants.ts";
import { hashText } from "../base/hash.ts";
import { amount, choice, FLAG, FUNCTION, type Kind, LINE, LIST, OBJECT, show, whole } from "../base/kinds.ts";
import { formats } from "../formats/formats.ts";
import { checkAccounts, DEMO_CREDENTIALS } from "../gateway/accounts.ts";
import { checkScenario } from "../statistics/scenario.ts";
import type { EmulatorOptions } from "./options.ts";

/** The options with every gap filled, and the seed as a number. */
export interface Settings extends Required<Omit<EmulatorOptions, Optional | "seed" | "snapshot">>, OptionalSettings {
  seed: number;
}

/** The options that may stay undefined. */
type Optional = "throttle" | "publicUrl" | "fileBytes" | "onKeyLocked" | "tls" | "log";
type OptionalSettings = { [Name in Optional]: EmulatorOptions[Name] | undefined };

const NONEMPTY_LINE: Kind = { accepts: (value) => value !== "" && LINE.accepts(value), description: LINE.description };
const STRINGS: Kind = { accepts: isStrings, description: "a list of strings" };
const SEED: Kind = { accepts: (value) => /number|string/.test(typeof value), description: "a number or a string" };
const PORT: Kind = {
  accepts: (value) => value === false || whole(0, 65_535).accepts(value),
  description: "a port from 0 to 65535, or false",
};

/** Every option: what it accepts, and its default. */
export const OPTIONS: {
  readonly [Name in keyof EmulatorOptions]-?: readonly [kind: Kind, fallback: EmulatorOptions[Name]];
} = {
  accounts: [LIST, [DEMO_CREDENTIALS]],
  clock: [OBJECT, undefined],
  seed: [SEED, 1],
  port: [PORT, 0],
  host: [NONEMPTY_LINE, "127.0.0.1"],
  publicUrl: [NONEMPTY_LINE, undefined],
  admin: [FLAG, undefined],
  requestTimeoutMs: [amount(), 30_000],
  tls: [OBJECT, undefined],
  log: [FUNCTION, undefined],
  faults: [LIST, []],
  snapshot: [OBJECT, undefined],
  runMs: [amount(), 2000],
  inProgress: [STRINGS, ["processing"]],
  failRate: [amount(0, 1), 0],
  listDelayMs: [amount(), 0],
  linkLifeMs: [amount(), HOUR_MS],
  maxTasks: [amount(), 10_000],
  whenFull: [choice("refuse", "forget-oldest"), "refuse"],
  maxDomains: [amount(), 1000],
  errorStatus: [choice("documented", "http-200", "http-400"), "documented"],
  createBody: [choice("empty", "object", "task-id"), "empty"],
  taskName: [choice("string", "number"), "string"],
  nameMatch: [choice("exact", "substring"), "exact"],
  limitZero: [choice("default", "none"), "default"],
  total: [choice("filtered", "account"), "filtered"],
  unknownFields: [choice("refuse", "ignore"), "refuse"],
  contentType: [choice("check", "ignore"), "check"],
  neighbourRules: [choice("ignore", "refuse"), "ignore"],
  leakedCredentials: [choice("refuse", "ignore"), "refuse"],
  lockAfter: [amount(), 5],
  lockMs: [amount(), 5 * MINUTE_MS],
  onKeyLocked: [FUNCTION, undefined],
  throttle: [OBJECT, undefined],
  format: [choice(...Object.keys(formats)), "xlsx"],
  fileBytes: [amount(), undefined],
  transfer: [choice("length", "chunked"), "length"],
  scenario: [LIST, []],
  topRows: [amount(), 100],
  csvBom: [FLAG, false],
  csvNewline: [choice("\r\n", "\n"), "\r\n"],
};

/** @throws TypeError or RangeError with a message of one line when an option is invalid or accounts share a key. */
export function settingsOf(options: EmulatorOptions): Settings {
  checkOptions(options);
  // An option that is present but undefined takes its default.
  const chosen = Object.entries(OPTIONS).map(([name, [, fallback]]) => [name, Object(options)[name] ?? fallback]);
  const { snapshot: _, ...given } = Object.fromEntries(chosen) as Settings & Pick<EmulatorOptions, "snapshot">;
  const { clock = realClock(), port, host, publicUrl, throttle, fileBytes, format } = given;
  checkAccounts(given.accounts);
  checkScenario(given.scenario);
  if (throttle && ![throttle.calls, throttle.perMs].every(amount().accepts)) {
    throw new RangeError("throttle must be { calls, perMs }, both numbers of 0 or more");
  }
  if (fileBytes !== undefined && format !== "csv") {
    throw new TypeError(`fileBytes needs format: "csv", not "${format}"`);
  }
  return {
    ...given,
    clock,
    seed: hashText(String(given.seed)),
    publicUrl: publicUrl?.replace(/\/$/, ""),
    admin: given.admin ?? (port === false || LOOPBACK_HOST.test(host)),
  };
}

/** @throws TypeError for an unknown option or a value of the wrong type, RangeError for a number out of range. */
export function checkOptions(options: object): void {
  for (const [name, value] of Object.entries(options)) {
    if (!Object.hasOwn(OPTIONS, name)) throw new TypeError(`there is no option ${show(name)}`);
    const [{ accepts, description }] = OPTIONS[name as keyof EmulatorOptions];
    if (value === undefined || accepts(value)) continue;
    const ErrorType = typeof value === "number" ? RangeError : TypeError;
    throw new ErrorType(`${name} must be ${description}, not ${show(value)}`);
  }
}

const LOOPBACK_HOST = /^(localhost|127(\.\d{1,3}){3}|::1)$/i;

function isStrings(value: unknown): boolean {
  return Array.isArray(value) && value.every((entry) => typeof entry === "string");
}
