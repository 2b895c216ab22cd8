import { defineConfig, type ViteUserConfig } from "vitest/config";

// Each test runs many exports, possibly on a busy machine.
const config: ViteUserConfig = defineConfig({ test: { testTimeout: 60_000 } });

export default config;
