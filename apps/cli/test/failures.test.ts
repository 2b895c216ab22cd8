// What the errors of the packages say to people.
import { ConnectionError, CorruptFileError, JobTimeoutError, UnexpectedAnswerError } from "@cdn-export/client";
import { WrongFileError } from "@cdn-export/sync";
import { expect, test } from "vitest";
import { messageOf } from "../src/terminal/failures.ts";

const refused = Object.assign(new Error("connect ECONNREFUSED 127.0.0.1:9"), { code: "ECONNREFUSED" });

test.each<[error: Error, message: string]>([
  [
    new UnexpectedAnswerError("UNEXPECTED_ANSWER", "listExportTasks got HTTP 502 and no error code", { status: 502 }),
    "listExportTasks got HTTP 502 and no error code. The service or a proxy has a problem: try again later",
  ],
  [
    new UnexpectedAnswerError("UNEXPECTED_ANSWER", "The response to listExportTasks isn't JSON"),
    "The response to listExportTasks isn't JSON. Check --endpoint, and that no proxy changes responses",
  ],
  [new WrongFileError("No URL belongs to it"), "No URL belongs to it. Its task was given up: run the command again"],
  [
    new JobTimeoutError("JOB_TIMEOUT", "The export did not finish within 5 s; seen: no status", {
      advice: "The task may still finish: restore the job's state to continue",
    }),
    "The export did not finish within 5 s; seen: no status",
  ],
  [
    new ConnectionError("CONNECTION", "The request failed: ECONNREFUSED", {
      advice: "Check the endpoint and network",
      cause: refused,
    }),
    "The request failed: the host refuses connections (connect ECONNREFUSED 127.0.0.1:9). Check the network, the proxy and --endpoint",
  ],
  [new CorruptFileError("NOT_STATISTICS", "The file is empty"), "The file is empty"],
])("%s", async (error, message) => {
  expect(await messageOf(error)).toBe(message);
});
