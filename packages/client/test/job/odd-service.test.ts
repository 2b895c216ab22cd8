// The real service's behaviour is partly unknown. Whatever it does, every job ends in time with its own file or an error,
// and never with a second task.

import { type FakeService, fakeService, json, refused } from "@cdn-export/test-support/fake-service";
import { describe, expect, it } from "vitest";
import { createExportClient, type ExportQuery } from "../../src/index.ts";

const ACTIONS = ["uv", "top_ip_detail", "isp_detail", "reports_detail"] as const;
const QUERY = { domains: "all", from: "2026-11-20", to: "2026-11-21" } as const;
const TIMEOUT_MS = 30 * 60_000;

type Task = Record<string, unknown>;
type Page = { total?: unknown; data?: Task[] | null; [other: string]: unknown };

/** Changes each page of the list. */
const listing =
  (change: (page: Page, query: URLSearchParams) => unknown) =>
  (service: FakeService): void => {
    const { fetch } = service;
    service.fetch = async (input, init) => {
      const url = new URL(String(input));
      const answer = await fetch(input, init);
      if (init?.method === "POST" || url.host === "files.test") return answer;
      const date = answer.headers.get("date") ?? "";
      return json(change((await answer.json()) as Page, url.searchParams), 200, { date });
    };
  };
const tasks = (change: (task: Task) => Task) =>
  listing((page) => ({ ...page, data: page.data?.map((task) => ({ ...task, ...change(task) })) }));

const creating =
  (reply: (service: FakeService, body: string) => Promise<Response | undefined>) =>
  (service: FakeService): void => {
    const { fetch } = service;
    service.fetch = async (input, init) => {
      if (init?.method !== "POST") return fetch(input, init);
      return (await reply(service, String(init.body))) ?? fetch(input, init);
    };
  };
const date = (service: FakeService) => ({ date: new Date(service.runtime.now()).toUTCString() });

const undated = (service: FakeService): void => {
  const { fetch } = service;
  service.fetch = async (input, init) => {
    const answer = await fetch(input, init);
    answer.headers.delete("date");
    return answer;
  };
};

/** The behaviour of the service, and the errors that its jobs may end with. */
const ODD: [what: string, make: (service: FakeService) => void, errors?: string[]][] = [
  ["behaves as documented", () => {}],
  ["sends no Date", undated],
  ["sends a create_time of null", tasks(() => ({ create_time: null }))],
  ["sends no create_time", tasks(({ create_time: _, ...task }) => ({ ...task, create_time: undefined }))],
  ["sends create_time in seconds", tasks((task) => ({ create_time: Math.floor(Number(task.create_time) / 1000) }))],
  [
    "sends create_time as a string",
    tasks((task) => ({ create_time: new Date(Number(task.create_time)).toISOString() })),
  ],
  ["sends create_time 8 hours ahead", tasks((task) => ({ create_time: Number(task.create_time) + 8 * 3_600_000 }))],
  ["sends create_time 8 hours behind", tasks((task) => ({ create_time: Number(task.create_time) - 8 * 3_600_000 }))],
  ["has a clock that is half a second wrong", tasks((task) => ({ create_time: Number(task.create_time) - 500 }))],
  ["has a clock that is 9 seconds wrong", tasks((task) => ({ create_time: Number(task.create_time) + 9000 }))],
  ["sends no times at all", tasks(() => ({ create_time: undefined, update_time: null }))],
  ["spells its statuses in upper case", tasks((task) => ({ status: String(task.status).toUpperCase() }))],
  ["lists the oldest tasks first", oldestFirst],
  ["returns pages of 50", cappedPages],
  [
    "omits the list when there are no tasks",
    listing((page) => (page.data?.length ? page : { total: null, data: null })),
  ],
  ["returns task IDs as numbers", tasks((task) => ({ task_id: Number(task.task_id) })), []],
  [
    "returns the task's ID",
    creating(async (service, body) => {
      const { task_id } = service.add({ request: JSON.parse(body) });
      return json({ task_id }, 200, date(service));
    }),
  ],
  [
    "returns an undocumented body",
    creating(async (service, body) => {
      service.add({ request: JSON.parse(body) });
      return json({ result: "ok" }, 200, date(service));
    }),
  ],
  ["lists a task after 100 seconds", (service) => Object.assign(service, { listDelayMs: 100_000 })],
  ["lists a task after 150 seconds", (service) => Object.assign(service, { listDelayMs: 150_000 })],
  ["lists a task after ten minutes", (service) => Object.assign(service, { listDelayMs: 600_000 })],
  [
    "lists a task after an hour",
    (service) => Object.assign(service, { listDelayMs: 3_600_000 }),
    ["TaskNotListedError"],
  ],
  ["merges consecutive requests", merging, ["TaskNotListedError"]],
  ["responds to every second request and drops it", dropping, ["TaskNotListedError"]],
  ["allows at most two tasks", capped, ["ApiError"]],
  ["keeps at most two tasks", forgetting, ["TaskNotListedError"]],
  ["creates two tasks for each request", doubling, ["AmbiguousTaskError"]],
  [
    "reports failed tasks with an undocumented status",
    tasks(() => ({ status: "EXPORT_ERROR", download_link: undefined })),
    ["JobFailedError"],
  ],
  ["never finishes a task", tasks(() => ({ status: "archiving", download_link: "" })), ["JobTimeoutError"]],
];

function oldestFirst(service: FakeService): void {
  listing((page, query) => {
    const all = service.tasks
      .filter(({ create_time = 0 }) => create_time + service.listDelayMs <= service.runtime.now())
      .map(({ looks: _, request: __, ...task }) => task)
      .sort((a, b) => (a.create_time ?? 0) - (b.create_time ?? 0));
    if (query.has("task_id")) return page;
    const [offset, limit] = [Number(query.get("offset")), Number(query.get("limit"))];
    return { total: all.length, data: all.slice(offset, offset + limit) };
  })(service);
}

function cappedPages(service: FakeService): void {
  listing((page) => ({ total: service.tasks.length, data: page.data?.slice(0, 50) }))(service);
}

function merging(service: FakeService): void {
  let count = 0;
  creating(async () => (++count % 2 === 0 ? json({}, 200, date(service)) : undefined))(service);
}

function dropping(service: FakeService): void {
  let count = 0;
  creating(async () => (++count % 2 === 1 ? json({}, 200, date(service)) : undefined))(service);
}

function capped(service: FakeService): void {
  creating(async () => (service.tasks.filter(({ request }) => request).length >= 2 ? refused("CDN.0005") : undefined))(
    service,
  );
}

function forgetting(service: FakeService): void {
  const { add } = service;
  service.add = (task) => {
    const added = add(task);
    service.tasks.splice(2);
    return added;
  };
}

function doubling(service: FakeService): void {
  creating(async (_, body) => void service.add({ request: JSON.parse(body) }))(service);
}

const posts = (service: FakeService) => service.seen.filter(({ method }) => method === "POST").length;

describe.each([0, 150])("with %i old tasks, a service that", (old) => {
  describe.each(ODD)("%s", (what, make, errors = []) => {
    it.each(["one after another", "at once"])("ends exports that start %s", async (how) => {
      const service = fakeService();
      const earlier = (i: number) => service.runtime.now() - 3_600_000 - 60_000 * (i + 1);
      for (let i = old; i-- > 0; ) service.add({ create_time: earlier(i), update_time: earlier(i), status: "fail" });
      make(service);
      const cdn = createExportClient({ ...service.options, onLost: "create-again" });
      const begun = service.runtime.now();
      const one = async (action: (typeof ACTIONS)[number]) => {
        const startedAt = service.runtime.now();
        const query = { action, ...QUERY } as ExportQuery;
        const end = await cdn.exportStatistics(query).catch((error: Error) => error);
        expect(service.runtime.now() - startedAt, "the job's timeout").toBeLessThanOrEqual(TIMEOUT_MS + 60_000);
        if (end instanceof Error) {
          expect([...errors, "JobTimeoutError"], end.message).toContain(end.name);
          return end.name;
        }
        const id = String(end.task.task_id).padStart(32, "0");
        const made = service.tasks.find(({ task_id }) => task_id === id);
        if (what !== "keeps at most two tasks") expect(made?.request?.action).toBe(action);
        return "file";
      };
      const ends: string[] = [];
      if (how === "at once") ends.push(...(await Promise.all(ACTIONS.map(one))));
      else for (const action of ACTIONS) ends.push(await one(action));
      // No call was repeated.
      expect(posts(service)).toBeLessThanOrEqual(ACTIONS.length + ends.filter((end) => end === "ApiError").length);
      if (errors.length === 0) {
        expect(ends).toEqual(ACTIONS.map(() => "file"));
        // A task runs for two polls.
        if (service.listDelayMs === 0) expect(service.runtime.now() - begun).toBeLessThan(30_000);
      }
    });
  });
});
