// The same call in six languages. The programs are those that run against the emulator (apps/official-sdk, apps/quickstart):
// each has one expression that is the query, which is filled in here.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { operations } from "@cdn-export/api/operations";
import { queryProperties } from "@cdn-export/client/internal";
import type { CreateBody, Sample, SampleLanguage } from "../../contract.ts";

/** A program in a folder of samples. */
interface Program {
  language: SampleLanguage;
  name: string;
  /** The first file is the program, the others are what it imports. */
  files: readonly [string, ...string[]];
  fill(code: string, body: CreateBody): string;
}

/** The file of each program below the folder of the samples. */
const PROGRAMS: readonly Program[] = [
  { language: "typescript", name: "TypeScript", files: ["example.ts"], fill: typescript },
  { language: "python", name: "Python", files: ["sample.py"], fill: python },
  { language: "java", name: "Java", files: ["Sample.java", "ExportTasks.java"], fill: java },
  { language: "go", name: "Go", files: ["main.go"], fill: go },
  { language: "node", name: "Node.js", files: ["sample.ts", "cdn-client.ts"], fill: node },
];

export type Samples = (body: CreateBody, endpoint: string) => Sample[];

/** Reads the programs once. */
export function readSamples(folder: string): Samples {
  const programs = PROGRAMS.map((program) => ({
    ...program,
    codes: program.files.map((file) => ({ file, code: readFileSync(join(folder, file), "utf8") })),
  }));
  return (body, endpoint) => {
    const filled = programs.map(({ language, name, codes: [main, ...more], fill }): Sample => {
      const { file, code } = main as { file: string; code: string };
      return {
        language,
        name,
        file,
        code: fill(code.replace(" with an empty request", ""), body),
        ...(more.length > 0 && { more }),
      };
    });
    return [...filled.slice(0, 1), curl(body, endpoint), ...filled.slice(1)];
  };
}

/** curl can't sign: our CLI prints the signed command. */
function curl(body: CreateBody, endpoint: string): Sample {
  const { method, path } = operations.createExportTask;
  const data = JSON.stringify(body).replaceAll("'", String.raw`'\''`);
  const code = `# Signs the request, and runs the curl command that it prints.\n#\n#   export HUAWEICLOUD_SDK_AK=... HUAWEICLOUD_SDK_SK=...\ncdn-export sign ${method} '${endpoint}${path}' \\\n  --header 'content-type: application/json' \\\n  --data '${data}' \\\n  --curl | sh\n`;
  return { language: "curl", name: "curl", file: "create.sh", code };
}

/** Replaces the query of a program. */
function replaced(code: string, query: string, by: string): string {
  const parts = code.split(query);
  if (parts.length !== 2) throw new Error(`The sample must contain ${JSON.stringify(query)} once`);
  return parts.join(by);
}

function typescript(code: string, body: CreateBody): string {
  const query = '{ action: "top_url_detail", domains: ["www.example.com"], ...lastDays(7) }';
  const fields = Object.entries(body).map(([field, value]) => {
    const property = queryProperties[field as keyof typeof queryProperties] ?? field;
    return `  ${property}: ${propertyValue(property, value)},`;
  });
  const filled = replaced(code, query, `{\n${fields.join("\n")}\n}`);
  const saved = replaced(filled, '"top-urls"', quoted(String(body.action ?? "export")));
  return replaced(saved, "createExportClient, lastDays", "createExportClient");
}

const LISTS: readonly string[] = ["domains", "countries", "provinces", "isps"];

function propertyValue(property: string, value: string | number): string {
  if (LISTS.includes(property) && value !== "all") return `[${String(value).split(",").map(quoted).join(", ")}]`;
  if ((property === "from" || property === "to") && typeof value === "number")
    return `new Date(${quoted(new Date(value).toISOString())})`;
  return literal(value);
}

function python(code: string, body: CreateBody): string {
  return replaced(code, "ExportTaskVo())", `ExportTaskVo(${pairs(body, "=")}))`);
}

function java(code: string, body: CreateBody): string {
  const entries = Object.entries(body).map(([name, value]) => {
    const text = typeof value === "number" && value > 2 ** 31 - 1 ? `${value}L` : literal(value);
    return `\n                    Map.entry(${quoted(name)}, ${text})`;
  });
  return replaced(code, "Map.of()", `Map.ofEntries(${entries.join(",")})`);
}

function go(code: string, body: CreateBody): string {
  const given = Object.entries(body).map(([name, value]) => {
    const field = name.replace(/(^|_)([a-z])/g, (_, __, letter: string) => letter.toUpperCase());
    return { field, name: field.charAt(0).toLowerCase() + field.slice(1), value };
  });
  const variables = given.map(
    ({ name, value }) => `\t${name} := ${typeof value === "number" ? `int64(${value})` : quoted(value)}\n`,
  );
  const fields = given.map(({ field, name }) => `${field}: &${name}`).join(", ");
  const call = "\tresponse, err := cdn.NewCdnClient";
  return replaced(replaced(code, call, variables.join("") + call), "ExportTaskVo{}", `ExportTaskVo{${fields}}`);
}

function node(code: string, body: CreateBody): string {
  return replaced(code, "createExportTask({})", `createExportTask({ ${pairs(body, ": ")} })`);
}

function pairs(body: CreateBody, between: string): string {
  return Object.entries(body)
    .map(([name, value]) => `${name}${between}${literal(value)}`)
    .join(", ");
}

function literal(value: string | number): string {
  return typeof value === "number" ? String(value) : quoted(value);
}

/** JSON's escapes are those of all five languages, if control characters and surrogates stay out of it. */
function quoted(text: string): string {
  return JSON.stringify(text);
}
