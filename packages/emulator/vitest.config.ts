import { defineConfig, type ViteUserConfig } from "vitest/config";

// Nothing outlives a test here, so files may share a worker: a worker for each costs more than most of them.
const config: ViteUserConfig = defineConfig({ test: { isolate: false } });

export default config;
