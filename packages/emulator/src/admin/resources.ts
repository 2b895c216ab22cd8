import type { ExportTaskRequest } from "@cdn-export/api";
import { validateRequest } from "@cdn-export/api/validate";
import type { Fault } from "../faults/fault.ts";
import type { Settings } from "../options/settings.ts";
import { readDomains } from "../service/read-domains.ts";
import type { Snapshot } from "../state/snapshot.ts";
import { restoreSnapshot, type StatefulParts, takeSnapshot } from "../state/snapshot.ts";
import type { AdminResource, AdminResources } from "./admin.ts";
import { emulatedTask } from "./emulated-task.ts";

/** The parts of the emulator that the admin reads and changes. */
export interface AdminContext extends StatefulParts {
  settings: Settings;
}

/** The resources of the admin. */
export function adminResources(cloud: AdminContext): AdminResources {
  return {
    health: HEALTH,
    tasks: tasks(cloud),
    clock: clock(cloud),
    faults: faults(cloud),
    locks: locks(cloud),
    state: state(cloud),
  };
}

/** For programs that wait until the emulator has started. */
const HEALTH: AdminResource = {
  read: () => ({ status: "ok" }),
  change() {
    throw new TypeError("health can only be read");
  },
};

/** POST creates a task as someone else on the account would: `{ request?, domainId?, ending? }`. */
function tasks({ tasks, settings, identifiers }: AdminContext): AdminResource {
  return {
    read: () => ({ tasks: tasks.all().map((task) => emulatedTask(task, identifiers, settings.clock.now())) }),
    change(body) {
      const { request = {}, domainId, ending } = fields(body, ["request", "domainId", "ending"]);
      const account = settings.accounts.find((candidate) => domainId === undefined || candidate.domainId === domainId);
      if (account === undefined) throw new TypeError("domainId isn't an account of this emulator");
      if (ending !== undefined && ending !== "success" && ending !== "fail") {
        throw new TypeError("ending must be success or fail");
      }
      const [issue] = validateRequest("createExportTask", { body: request });
      if (issue) throw new TypeError(`request: ${issue.message}`);
      // The schema has checked it.
      const checked = request as ExportTaskRequest;
      const domains = readDomains(checked.domain_name, account, settings);
      if ("problem" in domains) throw new TypeError(`request: ${domains.problem.message}`);
      const wanted = { domainId: account.domainId, body: JSON.stringify(checked), domains: domains.names };
      const task = tasks.create(wanted, ending && { ending });
      if (task === undefined) throw new RangeError(`the emulator keeps ${settings.maxTasks} tasks`);
    },
  };
}

/** POST moves the clock: `{ "advanceMs": 1000 }`, or `{ "now": 1794103200000 }`. */
function clock({ settings }: AdminContext): AdminResource {
  const { clock } = settings;
  return {
    read: () => ({ now: clock.now(), date: new Date(clock.now()).toISOString(), movable: clock.advance !== undefined }),
    change(body) {
      const { advanceMs, now } = fields(body, ["advanceMs", "now"]);
      if (!clock.advance || !clock.set) throw new TypeError("the real clock can't be moved: choose another one");
      if (now !== undefined) clock.set(Number(now));
      if (advanceMs !== undefined) clock.advance(Number(advanceMs));
    },
  };
}

/** POST pushes a fault or a list of faults. `{ "clear": true }` removes all. */
function faults({ faults }: AdminContext): AdminResource {
  return {
    read: () => ({ pending: faults.pending, log: faults.log }),
    change(body) {
      if (typeof body === "object" && body !== null && "clear" in body) return faults.clear();
      faults.push(...[body].flat().map((fault) => (fault ?? {}) as Fault));
    },
  };
}

/** POST ends the lock of an access key: `{ "unlock": "AK" }`. */
function locks({ lockout, settings }: AdminContext): AdminResource {
  return {
    read: () => ({ locked: lockout.locked() }),
    change(body) {
      const { unlock } = fields(body, ["unlock"]);
      const account = settings.accounts.find(({ ak }) => ak === unlock);
      if (account === undefined) throw new TypeError("unlock must be an access key of this emulator");
      lockout.unlock(account.ak);
    },
  };
}

/** POST returns to a snapshot from GET. */
function state(cloud: AdminContext): AdminResource {
  return {
    read: () => takeSnapshot(cloud),
    change: (body) => restoreSnapshot(body as Snapshot, cloud),
  };
}

function fields<Name extends string>(body: unknown, known: readonly Name[]): Partial<Record<Name, unknown>> {
  if (typeof body !== "object" || body === null || Array.isArray(body))
    throw new TypeError("the body must be an object");
  const odd = Object.keys(body).find((name) => !known.some((field) => field === name));
  if (odd !== undefined) throw new TypeError(`there is no ${odd}, only ${known.join(", ")}`);
  return body;
}
