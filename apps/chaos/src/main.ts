// `npm run chaos`: exports under failures; prints what became of each, and fails when a promise was broken.
import { HELP, readArguments } from "./arguments.ts";
import { brokenPromises, draw } from "./ledger.ts";
import { runInProcess } from "./run-in-process.ts";
import { runKilled } from "./run-killed.ts";

async function main(): Promise<number> {
  const { plan, isJson, isHelp } = readArguments(process.argv.slice(2));
  if (isHelp) {
    console.log(HELP);
    return 0;
  }
  const ledger = await (plan.kill ? runKilled : runInProcess)(plan);
  const broken = brokenPromises(ledger);
  console.log(isJson ? JSON.stringify({ ...ledger, broken }) : draw(ledger, broken));
  return broken.length > 0 ? 1 : 0;
}

process.exitCode = await main().catch((error: Error) => {
  console.error(`chaos: ${describe(error)}`);
  return 2;
});

/** What is wrong with the arguments in one line; anything else is ours, and has a stack. */
function describe(error: Error): string | undefined {
  if (!(error instanceof RangeError || error instanceof TypeError)) return error.stack;
  // The parser goes on about arguments that begin with a dash.
  const [problem] = error.message.split(/\.\s/);
  return `${problem}. See \`npm run chaos -- --help\``;
}
