import { fileURLToPath } from "node:url";
import { defineConfig, type ViteUserConfig } from "vitest/config";

// The whole suite runs twice: once over each implementation of #runtime. Some tests sign thousands of requests, on a machine
// that may be busy.
const withRuntime = (name: "node" | "web") => ({
  test: { name, include: ["test/**/*.test.ts"], testTimeout: 30_000 },
  resolve: { alias: { "#runtime": fileURLToPath(new URL(`src/runtime/${name}.ts`, import.meta.url)) } },
});

const config: ViteUserConfig = defineConfig({ test: { projects: [withRuntime("node"), withRuntime("web")] } });

export default config;
