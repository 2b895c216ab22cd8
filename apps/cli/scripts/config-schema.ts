// `npm run cli:reference` also writes the JSON schema of the config file.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import "./english.ts";
import { ACTIONS } from "../src/flags/query-flags.ts";
import type { Parser } from "../src/flags/values.ts";
import { kindOf, planOptions } from "../src/shared/config.ts";

const FILE: string = join(import.meta.dirname, "../config.schema.json");
const TEXT = { type: "string", pattern: "\\S" };
const TEXTS = { type: "array", items: TEXT, minItems: 1 };

export function configSchema(): string {
  const plan = [...planOptions()].map(([key, option]) => {
    const { schema } = (option.parseArg ?? {}) as Partial<Parser<unknown>>;
    const { list } = kindOf(option);
    const value = list ? { anyOf: [TEXT, TEXTS] } : (schema ?? TEXT);
    return [key, { description: sentence(option.description), ...value }];
  });
  const schema = {
    $schema: "http://json-schema.org/draft-07/schema#",
    $id: "https://github.com/cdn-export/cdn-export/raw/main/apps/cli/config.schema.json",
    title: "cdn-export.json",
    description:
      "Default arguments and flags of cdn-export. Flags win over this file. Paths are relative to it. It has no secrets.",
    type: "object",
    additionalProperties: false,
    properties: {
      $schema: { description: "The path or URL of this schema.", ...TEXT },
      actions: { description: "The statistics to export.", ...TEXTS, items: { enum: ACTIONS } },
      domains: {
        description: 'The domain names, or "all" for every domain of the account.',
        anyOf: [{ const: "all" }, TEXTS],
      },
      folder: { description: "The folder of the exports, for sync and the commands that read it.", ...TEXT },
      endpoint: { description: "cn, eu or a URL.", ...TEXT },
      profile: {
        description:
          "The profile file with the access key, instead of ~/.huaweicloud/credentials. Keys in the environment win.",
        ...TEXT,
      },
      plan: {
        description: "Flags of sync. status takes the period from here, too.",
        type: "object",
        additionalProperties: false,
        properties: Object.fromEntries(plan),
      },
      prices: {
        description: "Prices for bill: a csv file as for --prices, or texts as for --price.",
        anyOf: [TEXT, TEXTS],
      },
      customers: { description: "The customers for bill: a csv file as for --group.", ...TEXT },
    },
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

if (import.meta.main) writeFileSync(FILE, configSchema());
