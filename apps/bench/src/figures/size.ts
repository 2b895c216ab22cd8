// What a browser bundle weighs, minified and gzipped; what is loaded later is not counted, but named.
import { gzipSync } from "node:zlib";
import { type OutputChunk, rolldown } from "rolldown";
import type { Figure } from "../figure.ts";

interface Size {
  /** Bytes of what is loaded at once, min + gzip. */
  entry: number;
  /** The same with the chunk that has this export, and what that needs. */
  with: (name: string) => number;
  /** Bytes of what is loaded on demand. */
  later: number;
}

async function sizeOf(code: string): Promise<Size> {
  const bundle = await rolldown({
    input: "entry",
    cwd: new URL("../..", import.meta.url).pathname,
    platform: "browser",
    plugins: [
      {
        name: "entry",
        resolveId: (id) => (id === "entry" ? new URL("../../entry.js", import.meta.url).pathname : undefined),
        load: (id) => (id.endsWith("/bench/entry.js") ? code : undefined),
      },
    ],
  });
  const { output } = await bundle.generate({ format: "esm", minify: true });
  const chunks = output.filter((chunk): chunk is OutputChunk => chunk.type === "chunk");
  const entry = chunks.find(({ isEntry }) => isEntry);
  // What is imported statically comes along.
  const along = (start: OutputChunk | undefined) =>
    chunks.filter((chunk) => chunk === start || start?.imports.includes(chunk.fileName));
  const weigh = (parts: Iterable<OutputChunk>) =>
    [...parts].reduce((sum, { code }) => sum + gzipSync(code, { level: 9 }).length, 0);
  const atOnce = along(entry);
  return {
    entry: weigh(atOnce),
    with: (name) => weigh(new Set([...atOnce, ...along(chunks.find((chunk) => chunk.exports.includes(name)))])),
    later: weigh(chunks) - weigh(atOnce),
  };
}

const use = (name: string, from: string) => `import { ${name} } from "${from}"; globalThis.used = ${name};`;

export async function sizeFigures(): Promise<Figure[]> {
  const [sign, signedFetch, client, openapiFetch, aws] = await Promise.all([
    sizeOf(use("sign", "@cdn-export/signer")),
    sizeOf(use("createSignedFetch", "@cdn-export/signer")),
    sizeOf(use("createExportClient", "@cdn-export/client")),
    sizeOf('import createClient from "openapi-fetch"; globalThis.used = createClient;'),
    sizeOf(use("AwsV4Signer", "aws4fetch")),
  ]);
  const figure = (name: string, what: string, bytes: number, budget: number, detail: string): Figure => ({
    name,
    what,
    rival: null,
    value: bytes,
    unit: "B",
    budget,
    detail,
  });
  return [
    figure("size-sign", "`sign`", sign.entry, 1_200, `aws4fetch's signer: ${aws.entry} B`),
    figure("size-signed-fetch", "`createSignedFetch`", signedFetch.entry, 1_950, "`sign` included"),
    figure(
      "size-client",
      "`createExportClient`: the typed API, signed",
      client.entry,
      8_600,
      `openapi-fetch in it: ${openapiFetch.entry} B`,
    ),
    figure(
      "size-client-job",
      "the same, once a job has begun",
      client.with("createEngine"),
      16_500,
      `downloads, validators, advice and explanations on demand: ${client.entry + client.later - client.with("createEngine")} B`,
    ),
  ];
}
