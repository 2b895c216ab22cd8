import { type CdnErrorCode, lookUp } from "@cdn-export/api/errors";
import type { Problem } from "../http/answers.ts";
import type { Settings } from "../options/settings.ts";

/** The status of an error of the service, by the setting. */
export function serviceProblem(
  code: CdnErrorCode,
  message: string,
  { errorStatus }: Pick<Settings, "errorStatus">,
): Problem {
  const documented = lookUp(code)?.status[0] ?? 400;
  if (errorStatus === "http-200") return { code, message, status: 200 };
  return { code, message, status: errorStatus === "http-400" && documented === 200 ? 400 : documented };
}
