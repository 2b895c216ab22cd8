// A client with the credentials, endpoint, proxy and lock that the environment and the flags ask for.

import { createHash } from "node:crypto";
import { join } from "node:path";
import { type ClientOptions, createExportClient, type ExportClient } from "@cdn-export/client";
import { credentialChain } from "@cdn-export/signer/node";
import type { ConnectionOptions, JobFlagOptions } from "../flags/common-flags.ts";
import { CredentialsError, StateError, UsageError } from "../terminal/errors.ts";
import { say } from "../terminal/language.ts";
import type { Session } from "../terminal/session.ts";
import { translated, translatedMessage } from "../terminal/translate.ts";
import { proxiedFetch } from "./proxy.ts";
import { stateFolder } from "./state-folder.ts";
import { explainedLock } from "./waiting.ts";

/** @throws UsageError for an invalid flag, CredentialsError without credentials. Nothing has been sent or written then. */
export async function connect(
  // Never the client's default, which CDN_EXPORT_ENDPOINT may change: a resumed job stays at its endpoint.
  { endpoint = "cn", timeout }: ConnectionOptions & JobFlagOptions,
  session: Session,
  more: Omit<ClientOptions, "credentials" | "endpoint" | "fetch"> = {},
): Promise<ExportClient> {
  const credentials = credentialChain();
  const found = await credentials().catch((error: Error) => {
    // The messages about incomplete credentials say what to do.
    const isNone = error.name === "NoCredentialsError";
    const advice = say(
      `${isNone ? ". Set HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK" : ""}; \`cdn-export doctor\` shows where it looks`,
      `${isNone ? "。请设置 HUAWEICLOUD_SDK_AK 和 HUAWEICLOUD_SDK_SK" : ""}；cdn-export doctor 会列出查找过的位置`,
    );
    throw new CredentialsError(translatedMessage(error) + advice, { cause: error });
  });
  const fetch = await proxiedFetch(session.env, session.note);
  try {
    return createExportClient({
      // Commands print warnings as notes before they start.
      onWarning: () => {},
      ...more,
      credentials,
      lock: explainedLock(lockFile(endpoint, "ak" in found ? found.ak : "", session.env), session, timeout),
      endpoint,
      ...(fetch && { fetch }),
    });
  } catch (error) {
    if (error instanceof StateError) throw error;
    const { message } = error as Error;
    throw new UsageError(say(message, `选项无效：${translated(message)}`), { cause: error });
  }
}

/** Programs on this machine that use the same key take turns. The file's name doesn't reveal the key. */
function lockFile(endpoint: string, ak: string, env: NodeJS.ProcessEnv): string {
  const account = createHash("sha256")
    .update(JSON.stringify([endpoint, ak]))
    .digest("hex");
  return join(stateFolder(env), `account-${account.slice(0, 16)}`);
}
