import type { ClaimStore } from "@cdn-export/client";
import { type Claim, storedJob, withTask } from "@cdn-export/client/internal";
import type { Ledger } from "./ledger.ts";

/**
 * The unresolved create calls in a ledger, also those of windows outside the plan. The ledger stores them with the state of
 * each job. `write` adds the tasks that other jobs found for them.
 */
export function ledgerClaims(ledger: Ledger): ClaimStore {
  let hasRead = false;
  // Jobs whose lost call created nothing. Their windows keep the state for the next run, but no turn has to list tasks for it.
  const resolved = new Set<string>();
  return {
    async read() {
      const records = [...(await ledger.read())];
      const states = records.flatMap(([, { state }]) => state ?? []);
      const claims = states.map(storedJob).flatMap(({ id: job, taskId, createCall: call }): Claim[] => {
        if (taskId !== undefined) return [{ job, taskId }];
        return call && !resolved.has(job) ? [{ job, call }] : [];
      });
      // The client knows the tasks of this run. Those of earlier runs are read once.
      if (hasRead) return claims;
      hasRead = true;
      const earlier = records.flatMap(([, { file, abandoned = [] }]) => [
        ...abandoned,
        ...(file?.taskId ? [file.taskId] : []),
      ]);
      return [...claims, ...earlier.map((taskId) => ({ job: `of task ${taskId}`, taskId }))];
    },
    async write(claims) {
      for (const { job, call, taskId } of claims) {
        if (call || taskId !== undefined) resolved.delete(job);
        else resolved.add(job);
      }
      const tasks = new Map(claims.map(({ job, taskId }) => [job, taskId]));
      for (const [id, record] of await ledger.read()) {
        const { state } = record;
        if (!state) continue;
        const job = storedJob(state);
        const taskId = job.phase === "submitting" ? tasks.get(job.id) : undefined;
        if (taskId !== undefined) await ledger.write(id, { ...record, state: withTask(state, taskId) });
      }
    },
  };
}
