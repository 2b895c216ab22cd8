import { defineConfig, type ViteUserConfig } from "vitest/config";

// Starting Postgres, ClickHouse and Spark takes seconds, on a machine that may be busy.
const config: ViteUserConfig = defineConfig({ test: { testTimeout: 120_000, hookTimeout: 120_000 } });

export default config;
