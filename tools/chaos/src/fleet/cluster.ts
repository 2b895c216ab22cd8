// Postgres, the service, and workers in processes of their own, on this machine.
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { type Emulator, startEmulator } from "@cdn-export/emulator";
import { createFleet, type Fleet, type FleetEvent } from "@cdn-export/fleet";
import { type PostgresServer, startPostgres } from "@cdn-export/test-support/postgres";
import { type Answer, startFront } from "../front.ts";
import { keyOf, type Order, optionsOf, TIMES } from "./order.ts";

const WORKER = fileURLToPath(new URL("worker.ts", import.meta.url));
const DAY_MS = 86_400_000;

export interface Worker {
  name: string;
  kill(): void;
  /** Stops the process, and lets it continue after some time. */
  pause(ms: number): void;
  /** When it last continued after a pause, and when that pause began. */
  paused: { from: number; until: number };
}

export interface Cluster {
  order: Order;
  postgres: PostgresServer;
  cloud: Emulator;
  fleet: Fleet;
  /** One living process for each place. A killed one is replaced at once. */
  workers: Worker[];
  events: (FleetEvent & { worker: string })[];
  /** Windows without a stored file. */
  left(): Promise<number>;
  close(): Promise<void>;
}

export interface ClusterOptions {
  accounts: number;
  domains: number;
  days: number;
  workers: number;
  /** Answers the requests of workers. @default the service does */
  answer?: (request: Request, worker: string, service: Answer) => Promise<Response>;
}

export async function startCluster({ accounts, domains, days, workers, answer }: ClusterOptions): Promise<Cluster> {
  const folder = await mkdtemp(join(tmpdir(), "fleet-run-"));
  const postgres = await startPostgres();
  let service: Answer = () => Promise.reject(new Error("not yet"));
  const front = await startFront((request, worker) =>
    answer ? answer(request, worker, service) : service(request, worker),
  );
  const cloud = await startEmulator({
    port: false,
    publicUrl: front.url,
    format: "csv",
    runMs: TIMES.runMs,
    topRows: 3,
    maxTasks: accounts * domains * days * 3,
    accounts: Array.from({ length: accounts }, (_, i) => keyOf(i)),
  });
  service = (request) => cloud.fetch(request);
  const order: Order = {
    name: "",
    postgres: postgres.url,
    service: front.url,
    folder,
    accounts,
    domains,
    from: Date.now() - days * DAY_MS,
  };
  const fleet = createFleet({ ...optionsOf({ ...order, name: "driver" }), log: () => {} });
  const events: Cluster["events"] = [];
  let isClosing = false;
  let lives = 0;

  function start(place: number): Worker {
    const name = `worker ${place + 1}.${++lives}`;
    const child = spawn(process.execPath, [WORKER, JSON.stringify({ ...order, name })], {
      stdio: ["pipe", "pipe", "pipe"],
    });
    createInterface(child.stdout).on("line", (line) => events.push(JSON.parse(line)));
    child.stderr.on("data", (text) => process.env.FLEET_DEBUG && process.stderr.write(text));
    child.on("exit", () => {
      if (!isClosing) cluster.workers[place] = start(place);
    });
    return { name, paused: { from: 0, until: 0 }, ...signalsOf(child) };
  }

  const cluster: Cluster = {
    order,
    postgres,
    cloud,
    fleet,
    workers: [],
    events,
    async left() {
      const status = await fleet.status().catch(() => undefined);
      const { accounts: known = [] } = status ?? {};
      const all = known.reduce((sum, { total }) => sum + total, 0);
      const stored = known.reduce((sum, { done, provisional }) => sum + done + provisional, 0);
      return all === 0 ? Number.POSITIVE_INFINITY : all - stored;
    },
    async close() {
      isClosing = true;
      for (const worker of cluster.workers) worker.kill();
      await fleet.close().catch(() => {});
      await sleep(200);
      await postgres.stop();
      await cloud.close();
      await front.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
  cluster.workers = Array.from({ length: workers }, (_, place) => start(place));
  return cluster;
}

function signalsOf(child: ChildProcess): Pick<Worker, "kill" | "pause"> {
  return {
    kill: () => child.kill("SIGKILL"),
    pause(this: Worker, ms) {
      this.paused = { from: Date.now(), until: Date.now() + ms };
      child.kill("SIGSTOP");
      setTimeout(() => child.kill("SIGCONT"), ms);
    },
  };
}
