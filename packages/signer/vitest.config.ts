import { fileURLToPath } from "node:url";
import { defineConfig, type ViteUserConfig } from "vitest/config";

// The whole suite runs twice, once with each implementation of #runtime. The timeout is long because some tests sign
// thousands of requests, and the machine may be busy.
const withRuntime = (name: "node" | "web") => ({
  test: { name, include: ["test/**/*.test.ts"], testTimeout: 30_000 },
  resolve: { alias: { "#runtime": fileURLToPath(new URL(`src/runtime/${name}.ts`, import.meta.url)) } },
});

const config: ViteUserConfig = defineConfig({ test: { projects: [withRuntime("node"), withRuntime("web")] } });

export default config;
