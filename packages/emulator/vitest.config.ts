import { defineConfig, type ViteUserConfig } from "vitest/config";

// Nothing outlives a test here, so files may share a worker: a worker for each costs more than most of them. Some start
// processes or ask thousands of questions, on a machine that may be busy.
const config: ViteUserConfig = defineConfig({ test: { isolate: false, testTimeout: 30_000 } });

export default config;
