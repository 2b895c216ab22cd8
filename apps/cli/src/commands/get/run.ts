import { checkQuery, type JobOptions } from "@cdn-export/client";
import type { ConnectionOptions, JobFlagOptions } from "../../flags/common-flags.ts";
import type { Run } from "../../shared/command.ts";
import { connect } from "../../shared/connect.ts";
import { finish, type Kept, tellWarnings, untilSubmitted } from "../../shared/job.ts";
import { checkStdout, outputOf, STDOUT } from "../../shared/output-file.ts";
import { queryText } from "../../shared/progress-text.ts";
import { inFlagWords, type QueryOptions, queryOf } from "../../shared/query.ts";
import { makeStateFolder, openJobs } from "../../shared/state-folder.ts";
import { UsageError } from "../../terminal/errors.ts";

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
  if (output === STDOUT && !wait)
    throw new UsageError("--output - writes the file to stdout: it does not go with --no-wait");
  if (output === STDOUT) checkStdout(session);
  const query = queryOf(action, domains, options, Date.now());
  const warnings = await checkQuery(query).catch((error) => {
    throw inFlagWords(error);
  });
  const target = output === STDOUT ? undefined : await outputOf(output, query);
  await makeStateFolder(session.env);
  const client = await connect(options, session);
  tellWarnings(warnings, session);
  session.progress.show(queryText(query));

  const kept: Kept = {
    folder: openJobs(session.env),
    note: { output: target?.path, addEnding: target?.addEnding, endpoint },
  };
  const begin = (own: JobOptions) => client.start(query, own);
  const work = wait ? finish : untilSubmitted;
  return work(begin, kept, options, session);
};
