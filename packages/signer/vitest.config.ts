import { fileURLToPath } from "node:url";
import { defineConfig, type ViteUserConfig } from "vitest/config";

// The whole suite runs twice: once over each implementation of #runtime.
const withRuntime = (name: "node" | "web") => ({
  test: { name, include: ["test/**/*.test.ts"] },
  resolve: { alias: { "#runtime": fileURLToPath(new URL(`src/runtime/${name}.ts`, import.meta.url)) } },
});

const config: ViteUserConfig = defineConfig({ test: { projects: [withRuntime("node"), withRuntime("web")] } });

export default config;
