import { defineConfig, type ViteUserConfig } from "vitest/config";

// One Postgres server for all tests, on a machine that may be busy.
const config: ViteUserConfig = defineConfig({
  test: { testTimeout: 60_000, hookTimeout: 60_000, globalSetup: "test/server.ts", fileParallelism: false },
});

export default config;
