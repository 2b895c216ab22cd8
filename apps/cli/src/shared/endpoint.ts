import { baseUrl } from "@cdn-export/client/internal";
import { UsageError } from "../terminal/errors.ts";

/** The URL of `cn`, `eu` or a URL, without a slash at its end. @throws UsageError */
export function endpointUrl(endpoint: string | undefined): string {
  try {
    return baseUrl(endpoint);
  } catch (error) {
    throw new UsageError((error as Error).message, { cause: error });
  }
}
