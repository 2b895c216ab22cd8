import { operations } from "@cdn-export/api/operations";
import { type OperationId, validateResponse } from "@cdn-export/api/validate";
import { sign } from "@cdn-export/signer";
import { expect, onTestFinished } from "vitest";
import {
  type Account,
  DEMO_CREDENTIALS,
  type Emulator,
  type EmulatorOptions,
  type MovableClock,
  manualClock,
  startEmulator,
} from "../src/index.ts";

export const PATH: string = operations.createExportTask.path;
/** A whole day, 2026-11-07 (GMT+8), settled long before `NOW`. */
export const DAY: { start_time: number; end_time: number } = {
  start_time: 1_793_980_800_000,
  end_time: 1_794_067_200_000,
};

export interface Answer {
  status: number;
  headers: Headers;
  /** The body as JSON, or as a string if it isn't JSON; `undefined` if it is empty. */
  body: unknown;
  code: string | undefined;
  message: string | undefined;
}

export interface CallOptions {
  /** The query without its `?`. */
  query?: string;
  /** Strings and bytes are sent unchanged, other values as JSON. */
  body?: unknown;
  headers?: Record<string, string>;
  as?: Pick<Account, "ak" | "sk" | "domainId" | "securityToken">;
  /** Sent as X-Auth-Token instead of a signature. An empty token isn't sent. */
  token?: string;
  /** Milliseconds to add to the date of the signature. */
  skewMs?: number;
  signal?: AbortSignal;
  /** @default the emulator's own fetch */
  fetch?: typeof fetch;
}

export interface TestCloud {
  cloud: Emulator;
  clock: MovableClock;
  call(method: string, path: string, options?: CallOptions): Promise<Answer>;
  create(body?: unknown, options?: CallOptions): Promise<Answer>;
  list(query?: string, options?: CallOptions): Promise<Answer>;
  /** Creates a task, waits until it is finished, and returns its link. */
  link(body: unknown): Promise<string>;
  /** The text of the file for a query. */
  file(body: unknown): Promise<string>;
}

/** An emulator with a manual clock, CSV files and no port. Checks every response against the spec. Closes after the test. */
export async function testCloud(options: EmulatorOptions = {}): Promise<TestCloud> {
  const clock = manualClock();
  const cloud = await startEmulator({ clock, port: false, format: "csv", ...options });
  onTestFinished(() => cloud.close());

  async function call(method: string, path: string, options: CallOptions = {}): Promise<Answer> {
    const { query, body, headers = {}, as = DEMO_CREDENTIALS, skewMs = 0, signal } = options;
    const url = `${cloud.url}${path}${query === undefined ? "" : `?${query}`}`;
    const bytes = body === undefined || typeof body === "string" || body instanceof Uint8Array ? body : json(body);
    const type = bytes === undefined ? {} : { "content-type": "application/json" };
    const request = { method, url, headers: { ...type, ...headers }, body: bytes };
    const authorized =
      options.token === undefined
        ? (await sign(request, as, { date: new Date(clock.now() + skewMs) })).headers
        : { ...request.headers, ...(options.token === "" ? {} : { "x-auth-token": options.token }) };
    const send = options.fetch ?? cloud.fetch;
    return checked(method, path, await send(url, init(method, authorized, bytes, signal)));
  }

  const create = (body?: unknown, options?: CallOptions) => call("POST", PATH, { body, ...options });
  const list = (query?: string, options?: CallOptions) =>
    call("GET", PATH, { ...(query === undefined ? {} : { query }), ...options });

  async function link(body: unknown): Promise<string> {
    expect(await create(body)).toMatchObject({ status: 200 });
    clock.advance(60_000);
    return tasksIn(await list())[0]?.download_link ?? "no link";
  }

  const file = async (body: unknown) => (await cloud.fetch(await link(body))).text();
  return { cloud, clock, call, create, list, link, file };
}

function init(method: string, headers: Record<string, string>, body: unknown, signal?: AbortSignal): RequestInit {
  return { method, headers, ...(body === undefined ? {} : { body: body as BodyInit }), ...(signal ? { signal } : {}) };
}

/** Reads a response and checks it against the spec. */
export async function checked(method: string, path: string, response: Response): Promise<Answer> {
  const { status, headers } = response;
  const text = await response.text();
  expect(headers.get("x-request-id")).toMatch(/^[0-9a-f]{32}$/);
  expect(headers.get("date")).toMatch(/GMT$/);
  const type = headers.get("content-type");
  const isJson = type === "application/json";
  const body = text === "" ? undefined : isJson ? JSON.parse(text) : text;
  if (body === undefined) expect(headers.get("content-length")).toBe("0");
  const operation = operationOf(method, path);
  if (operation && (isJson || body === undefined)) expect(validateResponse(operation, status, body)).toEqual([]);
  const error = isJson ? (body.error ?? body) : {};
  return { status, headers, body, code: error.error_code, message: error.error_msg };
}

/** The operation of a path. Unknown paths have the gateway's error, which all operations share. */
function operationOf(method: string, path: string): OperationId | undefined {
  if (path.startsWith("/v3/")) return undefined;
  return method === "POST" ? "createExportTask" : "listExportTasks";
}

export interface WireTask {
  task_id: string;
  task_name: string | number;
  status: string;
  download_link?: string;
  create_time: number;
  update_time: number;
}

export function tasksIn({ body }: Answer): WireTask[] {
  return (body as { data: WireTask[] }).data;
}

export function totalIn({ body }: Answer): number {
  return (body as { total: number }).total;
}

/** The rows of a file without quoted cells, headings first. */
export function rowsOf(csv: string): string[][] {
  return csv
    .split("\r\n")
    .slice(0, -1)
    .map((line) => line.split(","));
}

/** The column with a heading, as numbers. */
export function numbers(csv: string, heading: string): number[] {
  const [headings = [], ...rows] = rowsOf(csv);
  const at = headings.indexOf(heading);
  expect(at, `${heading} among ${headings}`).toBeGreaterThanOrEqual(0);
  return rows.map((row) => Number(row[at]));
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function json(value: unknown): string {
  return JSON.stringify(value);
}
