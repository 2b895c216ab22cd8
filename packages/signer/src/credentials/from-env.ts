import type { Credentials } from "../base/credentials.ts";
import { hideSecrets } from "../base/hide-secrets.ts";
import { NoCredentialsError } from "./no-credentials-error.ts";

/** Environment variables by name, like `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the access key from environment variables.
 *
 * The variables are `HUAWEICLOUD_SDK_AK`, `HUAWEICLOUD_SDK_SK`, `HUAWEICLOUD_SDK_SECURITY_TOKEN` and
 * `HUAWEICLOUD_SDK_DOMAIN_ID`, as in the official SDKs. If AK and SK aren't set, it reads `CLOUD_SDK_AK` and
 * `CLOUD_SDK_SK`, the names in API Explorer's samples, without a token. Empty variables count as unset. Values aren't
 * trimmed: white space around one is an error.
 *
 * The result prints without secrets: see {@link hideSecrets}.
 *
 * @param env - by default `process.env`.
 * @throws NoCredentialsError if no variable is set, Error for half a pair or for white space. The message has one line
 * and names the variables, never their values.
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
  throw new Error(`${prefix}${here} is set without ${prefix}${absent}: set both`);
}

function readVariable(env: Environment, name: string): string | undefined {
  const value = env[name];
  if (value && value.trim() !== value) {
    throw new Error(`${name} has white space around its value, perhaps a newline from a file: remove it`);
  }
  return value || undefined;
}
