// Keeps secrets out of everything that is printed.
import { maskSecrets } from "@cdn-export/signer";

/** Secret keys and tokens in the environment, whether or not they are in use. */
export function environmentSecrets(env: NodeJS.ProcessEnv): string[] {
  const { HUAWEICLOUD_SDK_SK, CLOUD_SDK_SK, HUAWEICLOUD_SDK_SECURITY_TOKEN } = env;
  return [HUAWEICLOUD_SDK_SK, CLOUD_SDK_SK, HUAWEICLOUD_SDK_SECURITY_TOKEN].flatMap((value) => value ?? []);
}

/** Returns a function that masks these secrets in a string, or in every string of an object. */
export function createMasker(secrets: readonly string[]): <T>(value: T) => T {
  const within = (value: unknown): unknown => {
    if (typeof value === "string") return maskSecrets(value, secrets);
    if (Array.isArray(value)) return value.map(within);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, within(member)]));
  };
  return (value) => within(value) as typeof value;
}
