import { baseUrl } from "@cdn-export/client/internal";
import { UsageError } from "../terminal/errors.ts";
import { say } from "../terminal/language.ts";

/** Resolves `cn`, `eu` or a URL to a base URL without a trailing slash. @throws UsageError */
export function endpointUrl(endpoint: string | undefined): string {
  try {
    return baseUrl(endpoint);
  } catch (error) {
    const { message } = error as Error;
    throw new UsageError(say(message, `--endpoint 无效：${message}`), { cause: error });
  }
}
