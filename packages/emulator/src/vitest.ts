import { test as base, type TestAPI } from "vitest";
import { manualClock } from "./base/clock.ts";
import type { EmulatorOptions } from "./options/options.ts";
import { type Emulator, startEmulator } from "./start-emulator.ts";

/** What a test gets. */
export interface EmulatorFixtures {
  /** What its cloud is like, for `emulatorTest.override({ cloudOptions: ... })`. @default {} */
  cloudOptions: EmulatorOptions;
  /** A cloud of its own, with a manual clock and no port unless the options say otherwise; closed after the test. */
  cloud: Emulator;
}

/**
 * vitest's `test` with a cloud for each test that asks for one.
 *
 * @example
 * emulatorTest("a lost answer does not make two tasks", async ({ cloud }) => {
 *   cloud.faults.push({ at: "create", what: "reset-after" });
 * });
 */
export const emulatorTest: TestAPI<EmulatorFixtures> = base.extend<EmulatorFixtures>({
  cloudOptions: {},
  cloud: async ({ cloudOptions }, use) => {
    const cloud = await startEmulator({ clock: manualClock(), port: false, ...cloudOptions });
    await use(cloud);
    await cloud.close();
  },
});
