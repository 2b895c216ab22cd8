import type { ExportClient, ExportJob, JobProgress } from "@cdn-export/client";

/** The same client, whose jobs report their progress. */
export function observedClient(client: ExportClient, onProgress: (progress: JobProgress) => void): ExportClient {
  const observed = (job: ExportJob): ExportJob => {
    follow(job, onProgress);
    return job;
  };
  return {
    ...client,
    start: (query, options) => observed(client.start(query, options)),
    restore: (state, options) => observed(client.restore(state, options)),
  };
}

async function follow(job: ExportJob, onProgress: (progress: JobProgress) => void): Promise<void> {
  try {
    for await (const progress of job) onProgress(progress);
  } catch {
    // `result` has the same error, and `sync` reports it.
  }
}
