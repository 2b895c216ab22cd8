import { CdnExportError } from "@cdn-export/api/base-error";

/** One event of a worker: plain JSON, without secrets. */
export interface FleetEvent {
  /** `alert` needs a person, `warn` is retried, `info` is normal. */
  level: "info" | "warn" | "alert";
  /** What happened, in one line. */
  message: string;
  /** The name of the account. */
  account?: string;
  /** The ID of the window. */
  window?: string;
  /** The error's code. */
  code?: string;
  /** When the fleet tries again, as an ISO string. */
  nextTry?: string;
}

/** Called with each event. */
export type Log = (event: FleetEvent) => void;

/** Writes each event to stderr as a line of JSON. */
export const logToStderr: Log = (event) => {
  process.stderr.write(`${JSON.stringify({ time: new Date().toISOString(), ...event })}\n`);
};

/** The code and the first line of an error. Errors of this project contain no secrets; of others, only the code is kept. */
export function describeError(error: unknown): { code: string; message: string } {
  if (error instanceof CdnExportError) return { code: error.code, message: error.message };
  const { code, name } = Object(error) as { code?: unknown; name?: unknown };
  const known = String(code ?? name ?? "UNKNOWN");
  return { code: known, message: `Unexpected error ${known}` };
}
