import { defineConfig, type ViteUserConfig } from "vitest/config";

// `npm run test:browser`. Each file starts a console and a browser, so one after the other.
const config: ViteUserConfig = defineConfig({
  test: {
    include: ["test/browser/**/*.test.ts"],
    globalSetup: "test/browser/prepare.ts",
    testTimeout: 60_000,
    hookTimeout: 60_000,
    fileParallelism: false,
    // The default of a second is too short for a busy machine.
    expect: { poll: { timeout: 20_000 } },
  },
});

export default config;
