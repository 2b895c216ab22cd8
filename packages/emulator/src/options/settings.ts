import { realClock } from "../base/clock.ts";
import { HOUR_MS, MINUTE_MS } from "../base/constants.ts";
import { hashText } from "../base/hash.ts";
import { checkAccounts, DEMO_CREDENTIALS } from "../gateway/accounts.ts";
import { checkOptions } from "./option-kinds.ts";
import type { EmulatorOptions } from "./options.ts";

/** The options with every gap filled, the seed as a number. */
export interface Settings extends Required<Omit<EmulatorOptions, NoDefault | "seed" | "snapshot">> {
  seed: number;
  throttle: EmulatorOptions["throttle"] | undefined;
  publicUrl: string | undefined;
  fileBytes: number | undefined;
}

type NoDefault = "throttle" | "publicUrl" | "fileBytes";

/** @throws TypeError or RangeError in one line when an option makes no sense or accounts collide. */
export function settingsOf(options: EmulatorOptions): Settings {
  // A key that is present but undefined would hide its default.
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  checkOptions(given);
  const { snapshot: _, seed = 1, ...others } = given as EmulatorOptions;
  const { host, port } = { ...DEFAULTS, ...others };
  const settings: Settings = {
    ...DEFAULTS,
    ...others,
    clock: options.clock ?? realClock(),
    seed: hashText(String(seed)),
    throttle: options.throttle,
    publicUrl: options.publicUrl?.replace(/\/$/, ""),
    fileBytes: options.fileBytes,
    admin: options.admin ?? (port === false || LOOPBACK_HOST.test(host)),
  };
  checkAccounts(settings.accounts);
  if (![settings.throttle?.calls ?? 0, settings.throttle?.perMs ?? 0].every((amount) => amount >= 0)) {
    throw new RangeError("throttle must be { calls, perMs }, both numbers from 0 on");
  }
  if (settings.fileBytes !== undefined && settings.format !== "csv") {
    throw new TypeError(`fileBytes goes with format: "csv", not with "${settings.format}"`);
  }
  return settings;
}

const LOOPBACK_HOST = /^(localhost|127(\.\d{1,3}){3}|::1)$/i;

const DEFAULTS: Omit<Settings, "clock" | "seed" | "admin" | NoDefault> = {
  accounts: [DEMO_CREDENTIALS],
  port: 0,
  host: "127.0.0.1",
  requestTimeoutMs: 30_000,
  faults: [],
  runMs: 2000,
  inProgress: ["processing"],
  failRate: 0,
  listDelayMs: 0,
  linkLifeMs: HOUR_MS,
  maxTasks: 10_000,
  whenFull: "refuse",
  maxDomains: 1000,
  errorStatus: "documented",
  createBody: "empty",
  taskName: "string",
  nameMatch: "exact",
  limitZero: "default",
  total: "filtered",
  unknownFields: "refuse",
  contentType: "check",
  neighbourRules: "ignore",
  leakedCredentials: "refuse",
  lockAfter: 5,
  lockMs: 5 * MINUTE_MS,
  format: "xlsx",
  transfer: "length",
  topRows: 100,
  csvBom: false,
  csvNewline: "\r\n",
};
