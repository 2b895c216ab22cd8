import { checkQuery, type JobOptions } from "@cdn-export/client";
import type { ConnectionOptions, JobFlagOptions } from "../flags/common-flags.ts";
import { UsageError } from "../terminal/failure.ts";
import type { Run } from "../terminal/session.ts";
import { connect } from "./connect.ts";
import { finish, type Kept, untilSubmitted } from "./job.ts";
import { openJobs } from "./jobs.ts";
import { outputOf, STDOUT } from "./output.ts";
import { inFlagWords, type QueryOptions, queryOf } from "./query.ts";
import { queryText } from "./show.ts";

interface GetOptions extends ConnectionOptions, JobFlagOptions {
  output?: string;
  wait: boolean;
}

export const run: Run<[action: string, domains: string[]], GetOptions & QueryOptions> = async (
  [action, domains],
  options,
  session,
) => {
  const { endpoint, output, wait } = options;
  if (output === STDOUT && (session.json || !wait))
    throw new UsageError("--output - writes the file to stdout: it goes neither with --json nor with --no-wait");
  const query = queryOf(action, domains, options, Date.now(), session);
  await checkQuery(query).catch((error) => {
    throw inFlagWords(error);
  });
  const target = output === STDOUT ? undefined : await outputOf(output, query);
  const client = await connect(options, session);
  session.progress.show(queryText(query));

  const kept: Kept = {
    folder: openJobs(session.env),
    note: { output: target?.path, addEnding: target?.addEnding, endpoint },
  };
  const begin = (own: JobOptions) => client.start(query, own);
  const work = wait ? finish : untilSubmitted;
  return work(begin, kept, options, session);
};
