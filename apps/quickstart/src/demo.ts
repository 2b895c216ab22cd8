// `npm run demo`: one export, from the query to the file. It uses an emulator on this machine, or the real service with
// --live or CDN_EXPORT_ENDPOINT. `npm run cli -- get` has every option of a query.
import { mkdir, readFile } from "node:fs/promises";
import { relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { createExportClient, day, type ExportQuery, lastDays } from "@cdn-export/client";
import { saveFile } from "@cdn-export/client/node";
import { DEMO_CREDENTIALS, startEmulator } from "@cdn-export/emulator";
import { credentialsFromEnv } from "@cdn-export/signer/node";

const HELP = `npm run demo -- [--action top_url_detail] [--domain www.example.com] [--from 2026-11-01 --to 2026-11-08]
                [--out exports/top-urls.csv] [--live]

--to is exclusive. Without --from and --to: the last 7 days. Repeat --domain for several domains.
--live exports from the real service with the key in HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK.
CDN_EXPORT_ENDPOINT does the same with another endpoint: cn, eu or a URL.
npm run demo -- --ui opens a page in the browser instead, with three months of made-up data.`;

const stop = new AbortController();
process.once("SIGINT", () => stop.abort());
// A reader such as `head` may close the pipe early: that isn't an error.
process.stdout.on("error", () => process.exit(0));

async function demo(args: string[]): Promise<void> {
  // npm changes the working directory; INIT_CWD is the user's.
  const { CDN_EXPORT_ENDPOINT, INIT_CWD = process.cwd() } = process.env;
  const text = { type: "string" } as const;
  const flag = { type: "boolean", default: false } as const;
  const options = {
    action: text,
    domain: { ...text, multiple: true },
    from: text,
    to: text,
    out: text,
    live: flag,
    help: flag,
  } as const;
  const {
    action = "top_url_detail",
    domain = ["www.example.com"],
    from,
    to,
    out,
    live,
    help,
  } = parseArgs({ args, options }).values;
  if (help) return console.log(HELP);
  if ((from === undefined) !== (to === undefined)) throw new Error("--from and --to belong together");
  const period = from && to ? { from: day(from).from, to: day(to).from } : lastDays(7);

  const cloud = live || CDN_EXPORT_ENDPOINT ? undefined : await startEmulator({ format: "csv", port: 0 });
  try {
    const cdn = createExportClient(
      cloud ? { credentials: DEMO_CREDENTIALS, endpoint: cloud.url } : { credentials: credentialsFromEnv() },
    );
    console.log(
      cloud
        ? `Exporting from an emulator at ${cloud.url}; the figures are made up.`
        : "Exporting from the real service.",
    );
    const query = { action, domains: domain, ...period, language: "en" } as ExportQuery;
    const job = cdn.start(query, { signal: stop.signal });
    let last = "";
    for await (const { phase, status = "", taskId = "" } of job) {
      const line = `  ${phase.replace("submitting", "create")} ${status} ${taskId}`.trimEnd();
      if (line !== last) console.log(line);
      last = line;
    }
    await mkdir(resolve(INIT_CWD, "exports"), { recursive: true });
    const { path, bytes } = await saveFile(await job.result(), resolve(INIT_CWD, out ?? `exports/${action}`));
    console.log(`  saved ${relative(INIT_CWD, path)}, ${bytes} bytes\n`);
    // Visitors write the URLs in the file: remove control characters before they reach the terminal.
    if (path.endsWith(".csv"))
      console.log(
        (await readFile(path, "utf8"))
          .split(/\r?\n/)
          .slice(0, 9)
          .join("\n")
          .replaceAll(/[^\P{Cc}\n]|\p{Bidi_Control}/gu, ""),
      );
  } finally {
    await cloud?.close();
  }
}

await demo(process.argv.slice(2)).catch((error: Error) => {
  console.error(`demo: ${stop.signal.aborted ? "stopped" : error.message.replaceAll("\n", " ")}`);
  process.exitCode = stop.signal.aborted ? 130 : 1;
});
