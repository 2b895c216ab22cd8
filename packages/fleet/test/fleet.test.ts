import { join } from "node:path";
import { expect, test } from "vitest";
import { hashOf, isComplete, setting, until } from "./helpers.ts";

test("a worker exports every window of every account once, and stores the files", async () => {
  const { fleet, cloud, folder } = await setting();
  console.time("x");
  const worker = await fleet.work();
  try {
    await until(() => isComplete(fleet));
  } catch {
    console.log(JSON.stringify(await fleet.status()));
  }
  console.timeEnd("x");
  await worker.stop();
  const windows = [...(await fleet.ledger("shop").read())];
  expect(cloud.tasks).toHaveLength(2 * windows.length);
  for (const [, { file }] of windows) expect(await hashOf(join(folder, "store", file?.path ?? ""))).toBe(file?.sha256);
});
