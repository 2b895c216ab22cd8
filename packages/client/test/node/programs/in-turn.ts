// in-turn.ts LOCK LOG: takes four turns, and logs the start and the end of each.
import { appendFileSync } from "node:fs";
import { fileLock } from "../../../src/node.ts";

const [path = "", log = ""] = process.argv.slice(2);
const takeTurn = fileLock(path);
for (let turn = 0; turn < 4; turn++) {
  await takeTurn(async () => {
    appendFileSync(log, `${process.pid} in\n`);
    for (let i = 0; i < 20; i++) await new Promise(setImmediate);
    appendFileSync(log, `${process.pid} out\n`);
  }, new AbortController().signal);
}
