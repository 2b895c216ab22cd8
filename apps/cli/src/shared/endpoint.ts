import { baseUrl } from "@cdn-export/client/internal";
import { UsageError } from "../terminal/errors.ts";

/** Resolves `cn`, `eu` or a URL to a base URL without a trailing slash. @throws UsageError */
export function endpointUrl(endpoint: string | undefined): string {
  try {
    return baseUrl(endpoint);
  } catch (error) {
    throw new UsageError((error as Error).message, { cause: error });
  }
}
