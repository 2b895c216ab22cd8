import { defineConfig, type ViteUserConfig } from "vitest/config";

// Each test is a run of many exports, on a machine that may be busy.
const config: ViteUserConfig = defineConfig({ test: { testTimeout: 60_000 } });

export default config;
