// read-folder.ts FOLDER: prints a dot for each file, and the bytes of all of them.
import { summary } from "@cdn-export/rows/report";
import { openFolder } from "../../src/folder/index.ts";

const folder = await openFolder(process.argv[2] ?? "");
const { points } = await folder.points("reports_detail", {
  onProgress: ({ read }) => {
    if (read > 0 && process.argv[3] === "dots") process.stdout.write(".");
  },
});
if (points) process.stdout.write(`${summary(points).totals.traffic.value}`);
await folder.close();
