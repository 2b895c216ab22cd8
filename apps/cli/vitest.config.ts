import { defineConfig, type ViteUserConfig } from "vitest/config";

// The tests wait for processes, so run more files at a time than there are cores.
const config: ViteUserConfig = defineConfig({
  test: {
    globalSetup: "test/temporary.ts",
    testTimeout: 60_000,
    maxWorkers: 3,
    env: { LC_ALL: "C.UTF-8" },
  },
});

export default config;
