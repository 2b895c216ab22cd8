import { operations } from "@cdn-export/api/operations";
import { MAX_BODY_BYTES, MAX_TARGET_CHARS } from "../constants.ts";
import type { FaultPoint } from "../faults/fault.ts";
import type { FaultSource } from "../faults/fault-queue.ts";
import { carryOut } from "../faults/strike.ts";
import { exportFile } from "../files/export-file.ts";
import { createAuthenticator } from "../gateway/authenticate.ts";
import { createThrottle } from "../gateway/throttle.ts";
import {
  type Handler,
  headerOf,
  type Outcome,
  type RawRequest,
  type RawResponse,
  splitTarget,
} from "../http/message.ts";
import type { Identifiers } from "../identifiers.ts";
import { DOWNLOAD_PREFIX } from "../tasks/links.ts";
import { problemAnswer } from "./answers.ts";
import type { Call, Cloud } from "./call.ts";
import { createTask } from "./create-task.ts";
import { fileAnswer, readDownload } from "./download.ts";
import { listDomains } from "./iam-domains.ts";
import { listTasks } from "./list-tasks.ts";

interface Route {
  method: string;
  path: string;
  run(call: Call): RawResponse;
  /** What faults call it; calls without a name have none. */
  point?: FaultPoint;
}

const ROUTES: readonly Route[] = [
  { ...methodAndPath("createExportTask"), run: createTask, point: "create" },
  { ...methodAndPath("listExportTasks"), run: listTasks, point: "list" },
  { method: "GET", path: "/v3/auth/domains", run: listDomains },
];

function methodAndPath(id: keyof typeof operations): Pick<Route, "method" | "path"> {
  const { method, path } = operations[id];
  return { method, path };
}

/** The whole service behind its gateway, as one function. It never rejects: what breaks inside is a CDN.0000. */
export function createService(cloud: Cloud, faults: FaultSource, identifiers: Identifiers): Handler {
  const { clock } = cloud.settings;
  const authenticate = createAuthenticator(cloud.settings);
  const throttled = createThrottle(cloud.settings);
  const sizes = new Map<string, number>();

  async function route(request: RawRequest, requestId: string, signal: AbortSignal | undefined): Promise<Outcome> {
    const refuse = (status: number, message: string) =>
      problemAnswer({ code: "APIGW.0201", message, status }, requestId);
    const announced = Number(headerOf(request, "content-length") ?? 0);
    if (announced > MAX_BODY_BYTES || request.body.length > MAX_BODY_BYTES) {
      return refuse(413, "Request entity is too large");
    }
    if (request.target.length > MAX_TARGET_CHARS) return refuse(414, "Request URI is too long");

    const context = { clock, requestId, signal };
    const { path } = splitTarget(request.target);
    if (path.startsWith(DOWNLOAD_PREFIX)) {
      const { task, refusal } = readDownload(cloud, request, requestId);
      if (refusal) return refusal;
      const file = exportFile(task, cloud.settings, sizes);
      return carryOut(faults.take("download"), context, () => fileAnswer(file, request, task.changedAt));
    }

    const found = ROUTES.find((candidate) => candidate.path === path && candidate.method === request.method);
    if (found === undefined) {
      return problemAnswer({ code: "APIGW.0101", message: NOT_FOUND }, requestId);
    }
    const { account, problem } = await authenticate(request);
    if (problem) return problemAnswer(problem, requestId);
    const refusal = throttled(account.domainId);
    if (refusal) return problemAnswer(refusal, requestId);

    const strike = found.point === undefined ? {} : faults.take(found.point);
    return carryOut(strike, context, (fate) => found.run({ cloud, account, request, requestId, fate }));
  }

  return async (request, signal) => {
    const requestId = identifiers.requestId();
    const outcome = await route(request, requestId, signal).catch((error) =>
      problemAnswer({ code: "CDN.0000", message: `the emulator has failed, not your program: ${error}` }, requestId),
    );
    if (outcome === "reset") return outcome;
    const date = new Date(clock.now()).toUTCString();
    return { ...outcome, headers: [...outcome.headers, ["X-Request-Id", requestId], ["Date", date]] };
  };
}

const NOT_FOUND = "The API does not exist or has not been published in the environment";
