import { DEMO_CREDENTIALS, type FileFormat, manualClock, startEmulator } from "@cdn-export/emulator";
import { createSignedFetch } from "@cdn-export/signer";
import { type Row, rows } from "../src/index.ts";
import type { Format, FuzzDialect, FuzzFile, Writer } from "./file.ts";
import type { Random } from "./random.ts";

const FROM = Date.parse("2026-11-01T00:00:00+08:00");
const ACTIONS = ["reports_detail", "isp_detail", "uv", "top_url_detail", "top_ua_detail"] as const;

export function emulatorWriters(): Writer[] {
  return (["csv", "gzip", "zip", "xlsx"] as const).map((format): Writer => {
    return ["the emulator", async (random) => emulatorFile(format, random)];
  });
}

async function emulatorFile(format: FileFormat & Format, random: Random): Promise<FuzzFile> {
  const cloud = await startEmulator({ port: false, clock: manualClock(FROM + 86_400_000 * 40), format });
  const url = `${cloud.url}/v1/cdn/statistics/export-tasks`;
  const signedFetch = createSignedFetch(DEMO_CREDENTIALS, { fetch: cloud.fetch });
  const query = {
    action: random.pick(ACTIONS),
    language: random.pick(["zh", "en"]),
    domain_name: "www.example.com",
    start_time: FROM + 86_400_000 * random.below(20),
    interval: 3600,
  };
  const body = JSON.stringify({ ...query, end_time: query.start_time + 86_400_000 });
  await signedFetch(url, { method: "POST", headers: { "content-type": "application/json" }, body });
  cloud.advance(2000);
  const { data } = (await (await signedFetch(`${url}?limit=1`)).json()) as { data: { download_link: string }[] };
  const bytes = new Uint8Array(await (await cloud.fetch(data[0]?.download_link ?? "")).arrayBuffer());
  const found: Row[] = [];
  for await (const row of rows(bytes)) found.push(row);
  const dialect: FuzzDialect = { delimiter: ",", lineEnd: "\r\n", quoting: "minimal", encoding: "utf-8-sig" };
  return { format, bytes, rows: found, ...(format === "csv" ? { dialect } : {}) };
}
