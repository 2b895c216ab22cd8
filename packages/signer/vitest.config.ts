import { fileURLToPath } from "node:url";
import { defineConfig, type ViteUserConfig } from "vitest/config";

// The whole suite runs twice: once over each implementation of #crypto.
const withCrypto = (name: "node" | "web") => ({
  test: { name, include: ["test/**/*.test.ts"] },
  resolve: { alias: { "#crypto": fileURLToPath(new URL(`src/crypto/${name}.ts`, import.meta.url)) } },
});

const config: ViteUserConfig = defineConfig({ test: { projects: [withCrypto("node"), withCrypto("web")] } });

export default config;
