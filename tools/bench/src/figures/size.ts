// The sizes of browser bundles: made by esbuild, minified, each chunk gzipped. The details name what is loaded later.
import { asSpecified } from "@cdn-export/api/calls";
import { sizeOf } from "../bundle.ts";
import { type Program, program } from "../program.ts";

const use = (name: string, from: string) => `import { ${name} } from "${from}"; globalThis.used = ${name};`;

/** The types of `@cdn-export/api` weigh nothing. */
const TYPED_CALL = `
  import createClient from "openapi-fetch";
  import { createSignedFetch } from "@cdn-export/signer";
  globalThis.used = (credentials) => createClient({ baseUrl: "https://cdn.myhuaweicloud.com", fetch: createSignedFetch(credentials) });
`;

/** A client pays for lists and other media types only if the spec has some: then openapi-fetch's defaults don't suffice. */
const LISTS_AND_TYPES = isChanged({ GET: null }) ? 1_200 : 0;

function isChanged(client: object): boolean {
  return asSpecified(client) !== client;
}

export const size: Program = program(
  {
    "size-sign": { what: "`sign`", unit: "B", budget: 1_230 },
    "size-signed-fetch": { what: "`createSignedFetch`", unit: "B", budget: 1_980 },
    "size-typed-call": {
      what: "typed signed call: openapi-fetch with `createSignedFetch` and the types of `@cdn-export/api`",
      unit: "B",
      budget: 4_400,
    },
    "size-client": { what: "`createExportClient`, at first import", unit: "B", budget: 8_500 + LISTS_AND_TYPES },
    "size-client-job": {
      what: "all that one `exportStatistics` loads until it has the file",
      unit: "B",
      budget: 24_000 + LISTS_AND_TYPES,
    },
  },
  async () => {
    const [sign, signedFetch, typedCall, client, openapiFetch, aws] = await Promise.all([
      sizeOf(use("sign", "@cdn-export/signer")),
      sizeOf(use("createSignedFetch", "@cdn-export/signer")),
      sizeOf(TYPED_CALL),
      sizeOf(use("createExportClient", "@cdn-export/client")),
      sizeOf('import createClient from "openapi-fetch"; globalThis.used = createClient;'),
      sizeOf(use("AwsV4Signer", "aws4fetch")),
    ]);
    const job = client.with("createEngine");
    const withWords = client.with("createEngine", "findMistakes");
    const all = client.entry + client.later;
    const openapi = `openapi-fetch in it: ${openapiFetch.entry} B`;
    const rest = `${withWords - job} B more for an unusual domain or a code of a place or carrier; ${all - withWords} B more to advise on errors and explain a refused signature`;
    return {
      "size-sign": { value: sign.entry, detail: `aws4fetch's signer: ${aws.entry} B` },
      "size-signed-fetch": { value: signedFetch.entry, detail: "`sign` included" },
      "size-typed-call": { value: typedCall.entry, detail: openapi },
      "size-client": { value: client.entry, detail: openapi },
      "size-client-job": { value: job, detail: `validators and rules included; ${rest}` },
    };
  },
);
