// Prism in this process, on a free port. Prism's packages are resolved through prism-cli, which pins them.
import { createRequire } from "node:module";

const fromCli = createRequire(createRequire(import.meta.url).resolve("@stoplight/prism-cli/package.json"));

interface PrismServer {
  listen(port: number, host: string): Promise<string>;
  close(): Promise<void>;
}

export interface Prism {
  url: string;
  close(): Promise<void>;
}

/** Starts a mock of the spec in a file. It validates requests and responds with the spec's examples. */
export async function startPrism(file: string): Promise<Prism> {
  const { createServer } = fromCli("@stoplight/prism-http-server") as {
    createServer: (...args: unknown[]) => PrismServer;
  };
  const { getHttpOperationsFromSpec } = fromCli("@stoplight/prism-http") as {
    getHttpOperationsFromSpec: (file: string) => Promise<unknown>;
  };
  const { createLogger } = fromCli("@stoplight/prism-core") as { createLogger: (...args: unknown[]) => unknown };

  const server = createServer(await getHttpOperationsFromSpec(file), {
    cors: false,
    config: {
      validateRequest: true,
      validateResponse: true,
      checkSecurity: true,
      errors: false,
      isProxy: false,
      upstreamProxy: undefined,
      mock: { dynamic: false },
    },
    components: { logger: createLogger("prism", { level: "silent" }) },
  });
  const url = await server.listen(0, "127.0.0.1");
  return { url, close: () => server.close() };
}
