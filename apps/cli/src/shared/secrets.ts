// What may not be printed, whatever it comes in.
import { maskSecrets } from "@cdn-export/signer";

/** Secret key and token of the environment, be they in use or not. */
export function environmentSecrets(env: NodeJS.ProcessEnv): string[] {
  const { HUAWEICLOUD_SDK_SK, CLOUD_SDK_SK, HUAWEICLOUD_SDK_SECURITY_TOKEN } = env;
  return [HUAWEICLOUD_SDK_SK, CLOUD_SDK_SK, HUAWEICLOUD_SDK_SECURITY_TOKEN].flatMap((value) => value ?? []);
}

/** Hides each of these in a text, or in every text of an object. */
export function createMasker(secrets: readonly string[]): <T>(value: T) => T {
  const within = (value: unknown): unknown => {
    if (typeof value === "string") return maskSecrets(value, secrets);
    if (Array.isArray(value)) return value.map(within);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, within(member)]));
  };
  return (value) => within(value) as typeof value;
}
