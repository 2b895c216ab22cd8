// A program in its own process.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Incident } from "./incidents.ts";
import type { Order } from "./worker.ts";

const WORKER = fileURLToPath(new URL("worker.ts", import.meta.url));
/** Other programs break the lock of a stopped one after half a second, plus six seconds of watching it. */
const SHORT_STOP_MS = 400;
const LONG_STOP_MS = 8500;
/** Incidents that stop a program for longer than this, in the cloud's time, use the long stop. */
const LONG_MS = 140_000;

export interface Child {
  name: string;
  pid: number | undefined;
  isStopped: boolean;
  ended: Promise<{ code: number | null; signal: string | null }>;
  suffer(incident: Incident): void;
  /** Kills the program after a number of reported steps. */
  killAfter(steps: number, onKill: () => void): void;
}

export function spawnWorker(order: Order, onLine: (line: string) => void, deadline: number): Child {
  const process = globalThis.process;
  const child = spawn(process.execPath, [WORKER, JSON.stringify(order)], { stdio: ["ignore", "pipe", "inherit"] });
  const limit = setTimeout(() => child.kill("SIGKILL"), deadline - Date.now());
  let [seen, last, onLast] = [0, Number.POSITIVE_INFINITY, () => {}];
  createInterface(child.stdout).on("line", (line) => {
    onLine(line);
    if (++seen !== last) return;
    onLast();
    child.kill("SIGKILL");
  });
  const ended: Child["ended"] = new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => {
      clearTimeout(limit);
      resolve({ code, signal });
    });
  });
  const self: Child = {
    name: order.name,
    pid: child.pid,
    isStopped: false,
    ended,
    killAfter(steps, onKill) {
      [last, onLast] = [steps, onKill];
    },
    suffer(incident) {
      if (incident.kind === "kill") child.kill("SIGKILL");
      if (incident.kind === "abort" || incident.kind === "interrupt") child.kill("SIGINT");
      if (incident.kind !== "stop") return;
      child.kill("SIGSTOP");
      self.isStopped = true;
      const go = () => {
        self.isStopped = false;
        child.kill("SIGCONT");
      };
      setTimeout(go, incident.ms > LONG_MS ? LONG_STOP_MS : SHORT_STOP_MS);
    },
  };
  return self;
}
