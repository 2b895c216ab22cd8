import { defineConfig, type ViteUserConfig } from "vitest/config";

// Generating and compiling two revisions takes a second each, and more on a busy machine.
const config: ViteUserConfig = defineConfig({ test: { testTimeout: 60_000, hookTimeout: 60_000 } });

export default config;
