// query-folder.ts FOLDER: prints a dot for each file that it reads, and the number of rows.
import { openFolder } from "../../src/folder/index.ts";

const folder = await openFolder(process.argv[2] ?? "");
const { rows } = await folder.query("select count(*) from reports_detail", {
  onProgress: ({ read }) => {
    if (read > 0) process.stdout.write(".");
  },
});
for await (const [count] of rows) process.stdout.write(String(count));
