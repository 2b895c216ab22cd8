// The service: the emulator, with a fate for each create call and the profile's quirks in lists.
import type { Clock, Emulator } from "@cdn-export/emulator";
import { createFates, type Fate } from "./fates.ts";
import type { Journal, Post } from "./journal.ts";
import { numberOf, type Plan, type Profile } from "./plan.ts";
import { randomOf } from "./random.ts";

export interface Service {
  /** Sends a request. A create call is executed even if its caller gives up. */
  send(request: Request, caller: Caller): Promise<Response>;
}

export interface Caller {
  program: string;
  /** Whether it has the turn, and wasn't stopped after its last check. */
  isFenced: boolean;
}

interface Surroundings {
  cloud: Emulator;
  clock: Clock;
  journal: Journal;
  /** Called with each operation of the service. */
  hold?: <T>(work: Promise<T>) => Promise<T>;
}

export function createService(plan: Plan, profile: Profile, surroundings: Surroundings): Service {
  const { cloud, clock, journal, hold = (work) => work } = surroundings;
  const random = randomOf(plan.seed * 104_729 + 5);
  const nextFate = createFates(plan, profile, random);

  async function execute(
    url: string,
    init: RequestInit,
    { fault, isWithoutTask }: Fate,
    post: Post,
  ): Promise<Response> {
    cloud.faults.push(fault);
    post.executedAt = clock.now();
    post.hasTask = !isWithoutTask;
    journal.note("", `executes the create call${isWithoutTask ? ", without a task" : ""}`, post.n);
    const answer = await cloud.fetch(url, init);
    // A rejected call, for example because of its signature.
    if (!answer.ok) post.hasTask = false;
    return answer;
  }

  async function create(request: Request, post: Post): Promise<Response> {
    const { method, url, headers } = request;
    const init = { method, headers, body: await request.text() };
    post.n = numberOf(JSON.parse(init.body));
    const fate = nextFate();
    post.isStruck = fate.isStruck === true;
    journal.posts.push(post);
    journal.note(
      post.program,
      `sends its create call${post.isFenced ? "" : " after a pause that nothing can fence"} (${describe(fate)})`,
      post.n,
    );
    const { later, latencyMs = 0 } = fate;
    if (later) {
      const executed = hold(clock.sleep(later.ms).then(() => execute(url, init, fate, post)));
      executed.catch(() => {});
      if (later.answer === "reset") throw new TypeError("fetch failed", { cause: { code: "ECONNRESET" } });
      await clock.sleep(1000);
      return new Response("<html>504</html>", { status: 504, headers: { "content-type": "text/html" } });
    }
    if (latencyMs > 0) await clock.sleep(latencyMs);
    return execute(url, init, fate, post);
  }

  async function answer(request: Request, caller: Caller): Promise<Response> {
    const { method, url } = request;
    if (method === "POST") {
      const post: Post = { ...caller, n: undefined, sentAt: clock.now(), hasTask: false, isStruck: false };
      return withQuirks(await create(request, post), url, profile, random);
    }
    const found = await cloud.fetch(request);
    return url.includes("/export-tasks") ? withQuirks(found, url, profile, random) : buffered(found);
  }

  return { send: (request, caller) => orAborted(hold(answer(request, caller)), request.signal) };
}

/** The same response, after its body has arrived or failed. */
async function buffered(response: Response): Promise<Response> {
  const chunks: Uint8Array[] = [];
  let failure: unknown;
  try {
    for await (const chunk of response.body ?? []) chunks.push(chunk);
  } catch (error) {
    failure = error;
  }
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const chunk = chunks.shift();
      if (chunk) controller.enqueue(chunk);
      else if (failure === undefined) controller.close();
      else controller.error(failure);
    },
  });
  return copyOf(response, response.url, response.body && body, response.headers);
}

function copyOf({ status }: Response, url: string, body: BodyInit | null, headers: Headers): Response {
  return Object.defineProperty(new Response(body, { status, headers }), "url", { value: url });
}

function describe({ fault, later, latencyMs }: Fate): string {
  const { at: _, ...rest } = fault;
  return JSON.stringify({ ...rest, ...(later && { later }), ...(latencyMs !== undefined && { latencyMs }) });
}

/** Rejects when the caller aborts. The work continues. */
function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });
}

async function withQuirks(answer: Response, url: string, profile: Profile, random: () => number): Promise<Response> {
  const text = await answer.text();
  const headers = new Headers(answer.headers);
  headers.delete("content-length");
  if (profile.dates === "never" || (profile.dates === "sometimes" && random() < 0.5)) headers.delete("date");
  return copyOf(answer, url, changeList(text, profile), headers);
}

function changeList(text: string, profile: Profile): string | null {
  if (text === "") return null;
  try {
    const body = JSON.parse(text);
    if (!Array.isArray(body?.data)) return text;
    return JSON.stringify({ ...body, data: body.data.map((task: Task) => changeTask(task, profile)) });
  } catch {
    return text;
  }
}

type Task = Record<"create_time" | "update_time" | "status", unknown>;

function changeTask(task: Task, profile: Profile): object {
  const [create_time, update_time] = [timeAs(profile, task.create_time), timeAs(profile, task.update_time)];
  const status = profile.isUpperCase ? String(task.status).toUpperCase() : task.status;
  return { ...task, create_time, update_time, status };
}

function timeAs({ createTime, offsetMs }: Profile, value: unknown): unknown {
  const time = Number(value);
  if (createTime === "missing") return undefined;
  if (createTime === "null") return null;
  if (createTime === "seconds") return Math.floor(time / 1000);
  if (createTime === "text") return new Date(time).toISOString();
  return Math.round(time + offsetMs);
}
