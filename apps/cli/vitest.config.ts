import { defineConfig, type ViteUserConfig } from "vitest/config";

// Each test starts processes and waits for them, on a machine that may be busy: more files at a time than there are cores.
const config: ViteUserConfig = defineConfig({
  test: {
    globalSetup: "test/temporary.ts",
    testTimeout: 60_000,
    maxWorkers: 3,
  },
});

export default config;
