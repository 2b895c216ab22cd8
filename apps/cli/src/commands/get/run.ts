import { checkQuery, type JobOptions } from "@cdn-export/client";
import { toWire } from "@cdn-export/client/internal";
import type { ConnectionOptions, JobFlagOptions } from "../../flags/common-flags.ts";
import type { Run } from "../../shared/command.ts";
import { connect } from "../../shared/connect.ts";
import { type JobContext, noteWarnings, runToEnd, submit } from "../../shared/job.ts";
import { checkStdout, outputOf, STDOUT } from "../../shared/output-file.ts";
import { queryText } from "../../shared/progress-text.ts";
import { missingArgument, type QueryOptions, queryOf, scopeOf, toUsageError } from "../../shared/query.ts";
import { makeStateFolder, openJobs } from "../../shared/state-folder.ts";
import { UsageError } from "../../terminal/errors.ts";
import { say } from "../../terminal/language.ts";

interface GetOptions extends ConnectionOptions, JobFlagOptions {
  output?: string;
  wait: boolean;
  force?: boolean;
}

export const run: Run<[action: string, domains?: string[]], GetOptions & QueryOptions> = async (
  [action, domains = []],
  options,
  session,
) => {
  const { endpoint, output, wait, force = false } = options;
  if (output === STDOUT && !wait)
    throw new UsageError(
      say(
        "--output - writes the file to stdout: leave --no-wait out",
        "--output - 把文件写到标准输出：请去掉 --no-wait",
      ),
    );
  if (output === STDOUT) checkStdout(session);
  if (domains.length === 0) throw missingArgument("domain", "get");
  const query = queryOf(action, domains, options, Date.now());
  const warnings = await checkQuery(query).catch((error) => {
    throw toUsageError(error);
  });
  const scope = scopeOf(toWire(query));
  const target = output === STDOUT ? undefined : await outputOf(output, scope, { env: session.env, force });
  await makeStateFolder(session.env);
  const client = await connect(options, session);
  noteWarnings(warnings, session);
  session.progress.show(queryText(scope));

  const context: JobContext = {
    folder: openJobs(session.env),
    note: { output: target?.path, addEnding: target?.addEnding, force, endpoint },
  };
  const begin = (jobOptions: JobOptions) => client.start(query, jobOptions);
  const work = wait ? runToEnd : submit;
  return work(begin, context, options, session);
};
