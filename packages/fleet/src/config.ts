// The config file: JSON without secrets. It names the places that have them.
import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { credentialsFromProfile } from "@cdn-export/signer/node";
import { FleetError } from "./fleet-error.ts";
import type { FleetAccount, FleetOptions } from "./options.ts";
import { folderStore } from "./store/folder-store.ts";
import { type S3StoreOptions, s3Store } from "./store/s3-store.ts";

/**
 * Where a key is: in the environment variables `NAME_AK`, `NAME_SK` and `NAME_SECURITY_TOKEN`, in a profile file, or what a module's
 * default export returns for the account's name.
 */
export type CredentialName =
  | {
      /** The beginning of the variables' names. */
      env: string;
    }
  | {
      /** The path of a profile file of the official SDKs. */
      profile: string;
    }
  | {
      /** The path of a module. */
      module: string;
    };

/** The content of a config file. Paths are relative to it. */
export interface FleetConfig extends Omit<FleetOptions, "postgres" | "accounts" | "store" | "client" | "log"> {
  /** As in `FleetOptions`; the password is in PGPASSWORD, in ~/.pgpass, or in the variable that `passwordEnv` names. */
  postgres: { url: string; schema?: string; caFile?: string; passwordEnv?: string };
  /** The accounts by name. */
  accounts: Record<string, Omit<FleetAccount, "credentials"> & { credentials: CredentialName }>;
  /** A folder, or a bucket of S3-compatible storage. */
  store: { folder: string } | (Omit<S3StoreOptions, "credentials"> & { credentials: CredentialName });
  /** As in `FleetOptions`. */
  client?: Pick<NonNullable<FleetOptions["client"]>, "endpoint" | "callTimeout" | "visibilityTimeout" | "timeout">;
}

/** Properties that hold a secret elsewhere. */
const SECRET = /^(ak|sk|password|secret|authToken|securityToken|accessKeyId|secretAccessKey)$/i;

/**
 * Reads a config file.
 *
 * @param env - environment variables. @default process.env
 * @throws FleetError `FLEET_OPTIONS` when the file can't be read, isn't JSON, or contains a secret.
 */
export async function readFleetConfig(
  path: string,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<FleetOptions> {
  const refuse = (problem: string) => new FleetError("FLEET_OPTIONS", `${path}: ${problem}`);
  const text = await readFile(path, "utf8").catch((error) => {
    throw refuse(error.code === "ENOENT" ? "there is no such file" : `can't be read: ${error.code}`);
  });
  let config: FleetConfig;
  try {
    config = JSON.parse(text, (key, value) => {
      if (SECRET.test(key)) throw refuse(`${key} is a secret: name the place that has it, such as { "env": "SHOP" }`);
      return value;
    });
  } catch (error) {
    throw error instanceof FleetError ? error : refuse("isn't JSON");
  }
  const { postgres, accounts, store, ...rest } = Object(config) as FleetConfig;
  if (!postgres?.url || !accounts || !store) throw refuse("needs postgres.url, accounts, plans and store");
  if (URL.canParse(postgres.url) && new URL(postgres.url).password !== "")
    throw refuse("postgres.url has a password: use PGPASSWORD, ~/.pgpass or passwordEnv");
  const base = dirname(resolve(path));
  const find = (name: CredentialName | undefined, of: string) => credentialsOf(name, of, { base, env, refuse });
  const { url, schema, caFile, passwordEnv } = postgres;
  const password = passwordEnv === undefined ? undefined : env[passwordEnv];
  if (passwordEnv !== undefined && !password) throw refuse(`the variable ${passwordEnv} isn't set`);
  return {
    ...rest,
    postgres: {
      url,
      ...(schema !== undefined && { schema }),
      ...(password !== undefined && { password }),
      ...(caFile !== undefined && {
        ca: await readFile(resolve(base, caFile), "utf8").catch(() =>
          Promise.reject(refuse(`${caFile} can't be read`)),
        ),
      }),
    },
    accounts: Object.fromEntries(
      Object.entries(accounts).map(([name, { credentials, ...account }]) => [
        name,
        { ...account, credentials: find(credentials, name) },
      ]),
    ),
    store:
      "folder" in store
        ? folderStore(resolve(base, store.folder))
        : s3Store({ ...store, credentials: find(store.credentials, "store") }),
  };
}

interface Finding {
  base: string;
  env: Readonly<Record<string, string | undefined>>;
  refuse: (problem: string) => FleetError;
}

/** Reads the key when it's needed, so that `status` works without any, and a renewed key is used at once. */
function credentialsOf(
  name: CredentialName | undefined,
  of: string,
  { base, env, refuse }: Finding,
): () => Promise<Key> {
  const { env: prefix, profile, module } = Object(name) as { env?: string; profile?: string; module?: string };
  if (prefix)
    return async () => {
      const [ak, sk, securityToken] = [env[`${prefix}_AK`], env[`${prefix}_SK`], env[`${prefix}_SECURITY_TOKEN`]];
      if (!ak || !sk) throw refuse(`the key of ${of} is missing: set ${prefix}_AK and ${prefix}_SK`);
      return { ak, sk, ...(securityToken && { securityToken }) };
    };
  if (profile) return () => credentialsFromProfile({ file: resolve(base, profile) });
  if (module)
    return async () => {
      const { default: provide } = await import(pathToFileURL(resolve(base, module)).href);
      if (typeof provide !== "function") throw refuse(`${module} has no function as its default export`);
      return provide(of);
    };
  throw refuse(`the credentials of ${of} must be { "env": NAME }, { "profile": FILE } or { "module": FILE }`);
}

interface Key {
  ak: string;
  sk: string;
  securityToken?: string | undefined;
}
