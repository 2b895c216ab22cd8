import { fileURLToPath } from "node:url";
import { defineConfig, type ViteUserConfig } from "vitest/config";

// Some tests start processes, on a machine that may be busy.
const config: ViteUserConfig = defineConfig({
  test: { testTimeout: 30_000 },
  resolve: { alias: { "#download-fetch": fileURLToPath(new URL("src/runtime/node.ts", import.meta.url)) } },
});

export default config;
