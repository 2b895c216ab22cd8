import { test as base, type TestAPI } from "vitest";
import { manualClock } from "./base/clock.ts";
import type { EmulatorOptions } from "./options/options.ts";
import { type Emulator, startEmulator } from "./start-emulator.ts";

/** The fixtures that {@link emulatorTest} adds to a test. */
export interface EmulatorFixtures {
  /** Options of the emulator. Set them with `emulatorTest.override({ cloudOptions: ... })`. @default {} */
  cloudOptions: EmulatorOptions;
  /** The test's own emulator. It has a manual clock and no port, unless the options change that. It closes after the test. */
  cloud: Emulator;
}

/**
 * vitest's `test` with an emulator for each test that uses `cloud`.
 *
 * @example
 * emulatorTest("a lost response doesn't create two tasks", async ({ cloud }) => {
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
