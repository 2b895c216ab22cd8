import type { Credentials } from "../base/credentials.ts";
import { hideSecrets } from "../base/hide-secrets.ts";
import { NoCredentialsError } from "./no-credentials-error.ts";

/** Environment variables, as in `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The access key in the environment.
 *
 * Reads `HUAWEICLOUD_SDK_AK`, `HUAWEICLOUD_SDK_SK`, `HUAWEICLOUD_SDK_SECURITY_TOKEN` and `HUAWEICLOUD_SDK_DOMAIN_ID`,
 * the names of the official SDKs. Without them `CLOUD_SDK_AK` and `CLOUD_SDK_SK`, the names in API Explorer's samples,
 * which have no token; the domain id is read in either case. An empty variable counts as not set. Nothing is trimmed:
 * white space around a value is an error.
 *
 * The result shows no secret: see {@link hideSecrets}.
 *
 * @throws NoCredentialsError if nothing is set, Error for half a pair or white space. One line that names the variables,
 * never their values.
 */
export function credentialsFromEnv(env: Environment = process.env): Credentials {
  const official = readPair(env, "HUAWEICLOUD_SDK_");
  const pair = official ?? readPair(env, "CLOUD_SDK_");
  if (!pair) {
    throw new NoCredentialsError(
      [
        {
          link: "environment",
          reason: "neither HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK nor CLOUD_SDK_AK and CLOUD_SDK_SK are set",
        },
      ],
      "no access key in the environment: set HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK (console: My Credentials > Access Keys)",
    );
  }
  const securityToken = official && readVariable(env, "HUAWEICLOUD_SDK_SECURITY_TOKEN");
  const domainId = readVariable(env, "HUAWEICLOUD_SDK_DOMAIN_ID");
  return hideSecrets({ ...pair, ...(securityToken && { securityToken }), ...(domainId && { domainId }) });
}

function readPair(env: Environment, prefix: string): Credentials | undefined {
  const ak = readVariable(env, `${prefix}AK`);
  const sk = readVariable(env, `${prefix}SK`);
  if (ak && sk) return { ak, sk };
  if (!ak && !sk) return undefined;
  const [here, absent] = ak ? ["AK", "SK"] : ["SK", "AK"];
  throw new Error(`${prefix}${here} is set without ${prefix}${absent}: the two belong together, set both`);
}

function readVariable(env: Environment, name: string): string | undefined {
  const value = env[name];
  if (value && value.trim() !== value) {
    throw new Error(`${name} has white space around its value, perhaps a newline from a file: set it without`);
  }
  return value || undefined;
}
