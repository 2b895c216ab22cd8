import { type OperationId, operations } from "@cdn-export/api/operations";
import type { FaultPoint } from "../faults/fault.ts";
import type { FaultSource } from "../faults/fault-queue.ts";
import type { Authenticate } from "../gateway/authenticate.ts";
import type { Throttle } from "../gateway/throttle.ts";
import { json, type Problem, problemAnswer } from "../http/answers.ts";
import { MAX_BODY_BYTES, MAX_TARGET_CHARS } from "../http/limits.ts";
import {
  type Handler,
  headerOf,
  type Outcome,
  type RawRequest,
  type RawResponse,
  splitTarget,
} from "../http/message.ts";
import type { Identifiers } from "../tasks/identifiers.ts";
import { DOWNLOAD_PREFIX } from "../tasks/links.ts";
import { applyFault } from "./apply-fault.ts";
import type { Call, Cloud } from "./call.ts";
import { createTask } from "./create-task.ts";
import { downloadFile, readDownload } from "./download.ts";
import { listTasks } from "./list-tasks.ts";
import { type ExampleRoute, exampleRoutes } from "./spec-example.ts";

interface Route extends ExampleRoute {
  /** The name of the call in faults. Calls without a name have no faults. */
  point?: Exclude<FaultPoint, "download">;
}

const ROUTES: readonly Route[] = [
  { ...methodAndPath("createExportTask"), run: createTask, point: "create" },
  { ...methodAndPath("listExportTasks"), run: listTasks, point: "list" },
  { method: "GET", path: "/v3/auth/domains", run: listDomains },
  ...exampleRoutes(["createExportTask", "listExportTasks"] satisfies OperationId[]),
];

/** GET /v3/auth/domains of IAM: SDKs call it to find the account ID when they weren't given one. */
function listDomains({ account, requestId }: Call): RawResponse {
  const answer = json(200, { domains: [{ id: account.domainId, name: "emulator", enabled: true }] });
  answer.headers.push("X-IAM-Trace-Id", requestId);
  return answer;
}

function findRoute(method: string, path: string): Route | undefined {
  return ROUTES.find((route) => route.method === method && (route.path === path || route.matches?.(path) === true));
}

function methodAndPath(id: keyof typeof operations): Pick<Route, "method" | "path"> {
  const { method, path } = operations[id];
  return { method, path };
}

/** The parts that run before the operations. */
export interface Gateway {
  authenticate: Authenticate;
  throttle: Throttle;
  faults: FaultSource;
  identifiers: Identifiers;
  /** Responds to requests for the admin; returns `undefined` for other requests. */
  admin(request: RawRequest): RawResponse | undefined;
}

/** The service and its gateway, as one function. It never rejects: an internal error is a CDN.0000. */
export function createService(cloud: Cloud, { authenticate, throttle, faults, identifiers, admin }: Gateway): Handler {
  const { clock } = cloud.settings;

  /** Sets `skew` if a fault makes the clock wrong for this call. */
  async function route(
    request: RawRequest,
    requestId: string,
    gone: (() => AbortSignal) | undefined,
    skew: { ms: number },
  ): Promise<Outcome> {
    const refuse = (problem: Problem) => problemAnswer(problem, requestId);
    const tooLarge = sizeProblem(request);
    if (tooLarge) return refuse(tooLarge);

    const context = { clock, requestId, gone };
    const { path } = splitTarget(request.target);
    if (path.startsWith(DOWNLOAD_PREFIX)) {
      const { found, refusal } = readDownload(cloud, request, requestId);
      if (refusal) return refusal;
      const taken = faults.take("download");
      return applyFault(taken, context, () => downloadFile(cloud, found, request, requestId, taken.fault));
    }

    const found = findRoute(request.method, path);
    if (found === undefined) return admin(request) ?? refuse({ code: "APIGW.0101", message: NOT_FOUND });
    const { point, run } = found;
    skew.ms = (point && faults.arrive(point)?.ms) ?? 0;
    const { account, problem } = await authenticate(request, clock.now() + skew.ms);
    if (problem) return refuse(problem);
    const throttled = throttle.refuses(account.domainId);
    if (throttled) return refuse(throttled);

    const taken = point === undefined ? {} : faults.take(point);
    return applyFault(taken, context, () => run({ cloud, account, request, requestId, fault: taken.fault }));
  }

  return async (request, gone) => {
    const requestId = identifiers.requestId();
    const skew = { ms: 0 };
    const outcome = await route(request, requestId, gone, skew).catch((error) =>
      problemAnswer({ code: "CDN.0000", message: `the emulator failed, not your program: ${error}` }, requestId),
    );
    if (outcome === "reset") return outcome;
    outcome.headers.push("X-Request-Id", requestId, "Date", httpDate(clock.now() + skew.ms));
    return outcome;
  };
}

let lastSecond = Number.NaN;
let lastDate = "";

/** The last text is kept: all requests in the same second share it. */
function httpDate(ms: number): string {
  const second = Math.floor(ms / 1000);
  if (second !== lastSecond) {
    lastSecond = second;
    lastDate = new Date(second * 1000).toUTCString();
  }
  return lastDate;
}

function sizeProblem(request: RawRequest): Problem | undefined {
  const announced = Number(headerOf(request, "content-length") ?? 0);
  if (announced > MAX_BODY_BYTES || request.body.length > MAX_BODY_BYTES) {
    return { code: "APIGW.0201", message: "Request entity is too large", status: 413 };
  }
  if (request.target.length > MAX_TARGET_CHARS) {
    return { code: "APIGW.0201", message: "Request URI is too long", status: 414 };
  }
  return undefined;
}

const NOT_FOUND = "The API does not exist or has not been published in the environment";
