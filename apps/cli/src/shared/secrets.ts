// What may not be printed, whatever it comes in.

/** Shorter texts would turn up in innocent words. */
const MIN_LENGTH = 4;
const SECRET_VARIABLES = /TOKEN|SECRET|PASS|(^|_)(SK|KEY|AUTH)$/i;

/** Whether a variable of this name holds a secret, by its name. */
export function isSecretVariable(name: string): boolean {
  return SECRET_VARIABLES.test(name);
}

/** Secret key and token of the environment, be they in use or not. */
export function secretsOf(env: NodeJS.ProcessEnv): string[] {
  const { HUAWEICLOUD_SDK_SK, CLOUD_SDK_SK, HUAWEICLOUD_SDK_SECURITY_TOKEN } = env;
  return [HUAWEICLOUD_SDK_SK, CLOUD_SDK_SK, HUAWEICLOUD_SDK_SECURITY_TOKEN].flatMap((value) => value ?? []);
}

/** Hides each of these in a text, or in every text of an object. */
export function hiding(secrets: readonly string[]): <T>(value: T) => T {
  // The longest first: one may be part of another.
  const hidden = [...new Set(secrets)].filter(({ length }) => length >= MIN_LENGTH).sort((a, b) => b.length - a.length);
  const inText = (text: string) => hidden.reduce((shown, secret) => shown.replaceAll(secret, "***"), text);
  const within = (value: unknown): unknown => {
    if (typeof value === "string") return inText(value);
    if (Array.isArray(value)) return value.map(within);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, within(member)]));
  };
  return (value) => within(value) as typeof value;
}
