export { credentialsFromEnv } from "./credentials-from-env.ts";
export { signSync } from "./sign-sync.ts";
