import { defineConfig, type ViteUserConfig } from "vitest/config";

// Some tests start processes, and read millions of rows, on a machine that may be busy.
const config: ViteUserConfig = defineConfig({ test: { testTimeout: 30_000 } });

export default config;
