// `npm run mock`: runs Prism's command line on the spec. Checks the port first, because Prism's own errors are long.
import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const spec = fileURLToPath(new URL("../../../spec/openapi.yaml", import.meta.url));

function readPort(): number {
  try {
    const { port } = parseArgs({ options: { port: { type: "string", short: "p", default: "4010" } } }).values;
    if (/^\d{1,5}$/.test(port) && Number(port) < 65_536) return Number(port);
    throw new Error(`--port must be a whole number up to 65535, not ${port}`);
  } catch (error) {
    return end(`mock: ${(error as Error).message.split("\n")[0]}. Use: npm run mock -- [--port 4010]`);
  }
}

function end(message: string): never {
  console.error(message);
  process.exit(1);
}

async function isFree(port: number): Promise<boolean> {
  const probe = createServer();
  return new Promise((resolve) => {
    probe.once("error", () => resolve(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
  });
}

const port = readPort();
if (!(await isFree(port))) end(`mock: port ${port} is in use. Choose another one: npm run mock -- --port ${port + 1}`);

const cli = fileURLToPath(import.meta.resolve("@stoplight/prism-cli"));
const prism = spawn(process.execPath, [cli, "mock", spec, "--port", String(port)], { stdio: "inherit" });
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => prism.kill(signal));
prism.on("exit", (code) => process.exit(code ?? 0));
