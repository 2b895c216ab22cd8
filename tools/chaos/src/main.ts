// `npm run chaos`: runs exports under failures, prints their results, and fails if a promise was broken.
import { HELP, readArguments } from "./arguments.ts";
import { trace } from "./journal.ts";
import { brokenPromises, type Ledger } from "./ledger.ts";
import type { Plan } from "./plan.ts";
import { commandOf, draw } from "./report.ts";
import { runKilled } from "./run-killed.ts";
import { runVirtual } from "./run-virtual.ts";

async function main(): Promise<number> {
  const { plan, traced, isJson, isHelp } = readArguments(process.argv.slice(2));
  if (isHelp) {
    console.log(HELP);
    return 0;
  }
  const plans: Plan[] = plan.rival === "none" ? [plan] : [plan, { ...plan, rival: "any-time" }];
  let isBroken = false;
  for (const one of plans) {
    const { ledger, events } = await (plan.kill ? runKilled : runVirtual)(one);
    const broken = brokenPromises(ledger);
    isBroken ||= broken.length > 0;
    if (traced !== undefined) console.error(trace(events, traced).join("\n"));
    console.log(isJson ? json(ledger, broken) : draw(ledger, broken));
  }
  if (!isJson) console.log(`Repeat: ${commandOf(plan)}`);
  return isBroken ? 1 : 0;
}

function json(ledger: Ledger, broken: readonly string[]): string {
  return JSON.stringify({ ...ledger, broken, repeat: commandOf(ledger.plan) });
}

process.exitCode = await main().catch((error: Error) => {
  console.error(`chaos: ${describe(error)}`);
  return 2;
});

/** One line for invalid arguments. Any other error is a bug of the suite, and has a stack. */
function describe(error: Error): string | undefined {
  if (!(error instanceof RangeError || error instanceof TypeError)) return error.stack;
  // The parser adds advice about arguments that begin with a dash.
  const [problem] = error.message.split(/\.\s/);
  return `${problem}. See \`npm run chaos -- --help\``;
}
