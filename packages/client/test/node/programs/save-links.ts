// save-links.ts FOLDER LINK...: saves the file of each link, then reads it with a wait after each chunk. Prints the hash
// of both.
import { createHash } from "node:crypto";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { fakeService } from "@cdn-export/test-support/fake-service";
import { createExportClient } from "../../../src/index.ts";
import { saveFile } from "../../../src/node.ts";

const [folder = "", ...links] = process.argv.slice(2);
const service = fakeService();
let link = "";
const cdn = createExportClient({
  ...service.options,
  fetch: (input, init) =>
    String(input).startsWith("https://files.test") ? fetch(link, init) : service.fetch(input, init),
});
const file = await cdn.exportStatistics({ action: "uv", domains: "all", from: "2026-11-20", to: "2026-11-21" });

for (const [i, next] of links.entries()) {
  link = next;
  const { sha256 } = await saveFile(file, join(folder, `${i}.csv`));
  const hash = createHash("sha256");
  for await (const chunk of file.stream()) {
    hash.update(chunk);
    await stat(folder);
  }
  console.log(`${sha256} ${hash.digest("hex")}`);
}
