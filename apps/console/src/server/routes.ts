// The routes of contract.ts.
import type { IncomingMessage, ServerResponse } from "node:http";
import type { ExportWindow } from "@cdn-export/sync";
import type { CreateBody, Folder } from "../contract.ts";
import type { RowTables } from "./data/row-tables.ts";
import { findingsOf } from "./explorer/findings.ts";
import { formOf } from "./explorer/form.ts";
import { type PreviewContext, previewOf } from "./explorer/preview.ts";
import type { Events } from "./http/events.ts";
import { badRequest, notFound, RequestError } from "./http/failure.ts";
import type { Handler } from "./http/listen.ts";
import { readJson, sendCsv, sendJson } from "./http/reply.ts";
import type { Jobs } from "./jobs/jobs.ts";
import { windowOfBody } from "./jobs/window-of.ts";
import { billOf, type ComputeBill } from "./views/bill.ts";
import { type CompletenessContext, completenessOf } from "./views/completeness.ts";
import { billLines, completenessLines, csvOf, fileLines, overviewLines, topLines } from "./views/csv.ts";
import { filesOf } from "./views/files.ts";
import { overviewOf } from "./views/overview.ts";
import { rowsOf } from "./views/rows.ts";
import { topsOf } from "./views/tops.ts";

export interface RouteContext extends CompletenessContext {
  jobs: Jobs;
  events: Events;
  rowTables: RowTables;
  preview: PreviewContext;
  computeBill: ComputeBill;
  folderInfo: () => Promise<Folder>;
  /** The windows that the calendar has shown. */
  windowById: (id: string) => ExportWindow | undefined;
}

interface Call {
  request: IncomingMessage;
  response: ServerResponse;
  params: URLSearchParams;
}

type Route = (call: Call, context: RouteContext) => Promise<void>;

const json =
  (answer: (params: URLSearchParams, context: RouteContext) => Promise<object>): Route =>
  async ({ response, params }, context) =>
    sendJson(response, await answer(params, context));

const csv =
  (
    name: string,
    lines: (params: URLSearchParams, context: RouteContext) => Promise<Iterable<Record<string, unknown>>>,
  ): Route =>
  async ({ response, params }, context) =>
    sendCsv(response, `${name}.csv`, csvOf(await lines(params, context)));

const ROUTES: Readonly<Record<string, Route>> = {
  "GET /api/folder": json((_, context) => context.folderInfo()),
  "GET /api/overview": json((params, context) => overviewOf(params, "some", context)),
  "GET /api/overview.csv": csv("overview", async (params, context) =>
    overviewLines(await overviewOf(params, "all", context)),
  ),
  "GET /api/tops": json((params, context) => topsOf(params, "some", context)),
  "GET /api/tops.csv": csv("tops", async (params, context) => topLines(await topsOf(params, "all", context))),
  "GET /api/completeness": json(completenessOf),
  "GET /api/completeness.csv": csv("completeness", async (params, context) =>
    completenessLines(await completenessOf(params, context)),
  ),
  "GET /api/files": json(async (_, context) => filesOf(context)),
  "GET /api/files.csv": csv("files", async (_, context) => fileLines(filesOf(context))),
  "GET /api/rows": json((params, context) => rowsOf(params, context.folder, context.rowTables, context)),
  "POST /api/bill": async ({ request, response }, context) =>
    sendJson(response, await billOf(await readJson(request), context.computeBill, context)),
  "GET /api/bill.csv": csv("bill", async (params, context) =>
    billLines(await billOf({ month: params.get("month") ?? "" }, context.computeBill, context)),
  ),
  "GET /api/form": json(async (_, { data, now }) => formOf(knownDomains(data.records()), now())),
  "POST /api/preview": async ({ request, response }, { preview }) =>
    sendJson(response, await previewOf(bodyOf(await readJson(request)), preview)),
  "GET /api/tasks": json((_, { jobs }) => jobs.listTasks()),
  "GET /api/jobs": json(async (_, { jobs }) => ({ jobs: jobs.list() })),
  "POST /api/jobs": async ({ request, response }, context) =>
    sendJson(response, context.jobs.start(windowToStart(await readJson(request), context)), 201),
  "GET /api/events": async ({ response }, { events, folderInfo }) =>
    events.open(response, [["folder", await folderInfo()]]),
};

const JOB_ACTIONS: Readonly<Record<string, (id: string, jobs: Jobs) => object>> = {
  stop: (id, jobs) => jobs.stop(id),
  resume: (id, jobs) => jobs.resume(id),
  dismiss: (id, jobs) => {
    jobs.dismiss(id);
    return { jobs: jobs.list() };
  },
};

export function createHandler(context: RouteContext): Handler {
  return async (request, response, { pathname, searchParams: params }) => {
    const { method = "GET" } = request;
    await context.data.refresh();
    const route = ROUTES[`${method} ${pathname}`];
    if (route) return route({ request, response, params }, context);
    const [, id, action] = /^\/api\/jobs\/([\w-]+)(?:\/(\w+))?$/.exec(pathname) ?? [];
    if (id !== undefined && method === "GET" && action === undefined) {
      sendJson(response, context.jobs.detail(id));
      return;
    }
    const change = method === "POST" && action !== undefined ? JOB_ACTIONS[action] : undefined;
    if (id === undefined || change === undefined) throw notFound({ en: "There is no such route", zh: "没有这个路径" });
    sendJson(response, change(id, context.jobs));
  };
}

function windowToStart(given: Record<string, unknown>, context: RouteContext): ExportWindow {
  const { window, body } = given;
  if (typeof window === "string") {
    const found = context.windowById(window);
    if (found) return found;
    throw notFound(
      { en: "The calendar has no such window", zh: "日历中没有这个时间段" },
      { en: "Reload Completeness, and try it again", zh: "请刷新“完整性”后重试" },
    );
  }
  const query = bodyOf(body);
  const wrong = findingsOf(query, context.now()).find(({ severity }) => severity === "error");
  if (wrong) throw new RequestError(422, "INVALID_QUERY", wrong.message);
  return windowOfBody(query, context.data.records());
}

/** Only texts and numbers: everything else is refused here, and the spec judges the rest. */
function bodyOf(value: unknown): CreateBody {
  const isBody =
    typeof value === "object" &&
    value !== null &&
    Object.values(value).every((field) => typeof field === "string" || Number.isFinite(field));
  if (isBody) return value as CreateBody;
  throw badRequest({ en: "A query has texts and numbers only", zh: "查询只能包含文本和数字" });
}

function knownDomains(records: ReadonlyMap<string, { query?: { domains: readonly string[] | "all" } }>): string[] {
  const names = new Set<string>();
  for (const { query } of records.values())
    if (query && query.domains !== "all") for (const name of query.domains) names.add(name);
  return [...names].sort();
}
