// Reads the calls and models of an unpacked Python SDK. Whatever it can't read is an error, never an empty result.
import { access, readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** The SDK is missing, damaged, or has an unknown layout. */
export class UpstreamError extends Error {
  override name = "UpstreamError";
}

export interface Sdk {
  version: string;
  /** URLs of the regions. */
  endpoints: string[];
  calls: Call[];
  /** Reads a model by the name of its class. */
  model(name: string): Promise<Model>;
}

export interface Call {
  /** In Python's spelling: `create_export_task`. */
  name: string;
  method: string;
  path: string;
  /** Class of the request, whose fields are the parameters and `body`. */
  request: string;
  /** Class of the response. */
  response: string;
  /** Names on the wire, by their place in the request. */
  places: Record<"query" | "path" | "header", string[]>;
  text: string;
}

export interface Model {
  fields: ModelField[];
}

export interface ModelField {
  /** Name on the wire. */
  name: string;
  /** Python's type: `str`, `int`, `list[ExportTask]`. */
  type: string;
  required: boolean;
  text: string;
}

const PACKAGE = "huaweicloudsdkcdn";

export async function readSdk(path: string): Promise<Sdk> {
  const folder = await packageFolder(path);
  const client = await text(join(folder, "v2", "cdn_client.py"));
  const calls = callsIn(client);
  if (calls.length === 0) throw unknown("v2/cdn_client.py", "it has no calls");
  const regions = await text(join(folder, "v2", "region", "cdn_region.py"));
  const endpoints = [...regions.matchAll(/Region\("[^"]*",\s*"([^"]*)"\)/g)].map(([, url]) => String(url));
  if (endpoints.length === 0) throw unknown("v2/region/cdn_region.py", "it has no regions");
  return {
    version: await versionOf(folder),
    endpoints: [...new Set(endpoints)],
    calls,
    async model(name) {
      const file = `v2/model/${snakeCase(name)}.py`;
      return modelIn(file, name, await text(join(folder, file)));
    },
  };
}

async function packageFolder(path: string): Promise<string> {
  for (const folder of [path, join(path, PACKAGE)]) {
    const found = await access(join(folder, "v2", "cdn_client.py")).then(
      () => true,
      () => false,
    );
    if (found) return folder;
  }
  throw new UpstreamError(`${path} has no ${PACKAGE}/v2/cdn_client.py: it isn't an unpacked SDK of a known layout.`);
}

async function versionOf(folder: string): Promise<string> {
  const beside = dirname(folder);
  const info = (await readdir(beside)).find((name) => name.startsWith(`${PACKAGE}-`) && name.endsWith(".dist-info"));
  const file = info ? join(beside, info, "METADATA") : join(beside, "PKG-INFO");
  const version = (await text(file)).match(/^Version: (\S+)$/m)?.[1];
  if (!version) throw unknown(file, "it has no version");
  return version;
}

function callsIn(client: string): Call[] {
  const texts = new Map(
    [...client.matchAll(/\n {4}def (\w+)\(self, request\):\n {8}r?"""(.*?)\n\s*Please refer to/gs)].map(
      ([, name = "", docs = ""]) => [name, oneLine(docs)],
    ),
  );
  return [...client.matchAll(/\n {4}def _(\w+)_http_info\(cls, request\):\n(.*?\n {8}return http_info\n)/gs)].map(
    ([, name = "", body = ""]) => {
      const stated = (key: string) => body.match(new RegExp(`"${key}": "([^"]*)"`))?.[1];
      const [method, path, response] = ["method", "resource_path", "response_type"].map(stated);
      const docs = texts.get(name);
      if (!method || !path || !response || docs === undefined)
        throw unknown("v2/cdn_client.py", `the call ${name} has no method, path, response or description`);
      return {
        name,
        method,
        path,
        response,
        request: response.replace(/Response$/, "Request"),
        places: {
          query: namesIn(body, /query_params\.append\(\('([^']+)'/g),
          path: namesIn(body, /path_params\['([^']+)'\]/g),
          header: namesIn(body, /header_params\['([^']+)'\] = local_var_params/g),
        },
        text: docs,
      };
    },
  );
}

function namesIn(body: string, pattern: RegExp): string[] {
  return [...body.matchAll(pattern)].map(([, name]) => String(name));
}

function modelIn(file: string, name: string, code: string): Model {
  if (!code.includes(`\nclass ${name}`)) throw unknown(file, `it has no class ${name}`);
  const [types, names] = ["openapi_types", "attribute_map"].map((dictionary) => {
    const body = code.match(new RegExp(`\\n {4}${dictionary} = \\{(.*?)\\n {4}\\}`, "s"))?.[1];
    if (body === undefined) throw unknown(file, `it has no ${dictionary}`);
    const entries = [...body.matchAll(/'([^']+)': '([^']+)'/g)].map(([, key, value]) => [key, value] as const);
    const lines = body.split("\n").filter((line) => line.trim() !== "");
    if (entries.length !== lines.length) throw unknown(file, `its ${dictionary} has lines of another form`);
    return new Map(entries);
  });
  const setup = code.match(/\n {4}def __init__\(self.*?(?=\n {4}(?:@|def ))/s)?.[0];
  if (setup === undefined && types?.size) throw unknown(file, "it has no constructor");
  const fields = [...(types ?? [])].map(([field, type]): ModelField => {
    const wire = names?.get(field);
    const docs = setup?.match(new RegExp(`\\n {8}:param ${field}: (.*?)\\n {8}:type`, "s"))?.[1];
    if (wire === undefined || docs === undefined) throw unknown(file, `it doesn't describe ${field}`);
    // A required field is set without asking whether it's there.
    const required = setup?.includes(`\n        self.${field} = ${field}\n`) === true;
    return { name: String(wire), type: String(type), required, text: oneLine(docs) };
  });
  return { fields };
}

function oneLine(text: string): string {
  return text.trim().replaceAll(/\s+/g, " ");
}

function snakeCase(name: string): string {
  return name.replace(/(?<=[a-z\d])(?=[A-Z])/g, "_").toLowerCase();
}

async function text(path: string): Promise<string> {
  return await readFile(path, "utf8").catch(() => {
    throw new UpstreamError(`${path} can't be read: the SDK is damaged, or has an unknown layout.`);
  });
}

function unknown(file: string, why: string): UpstreamError {
  return new UpstreamError(`${file} is damaged, or has an unknown layout: ${why}.`);
}
