// Preload this with --import to replace the service with an emulator in the same process, without a port. EMULATOR_FAULTS
// contains the faults to inject, as JSON.
import { DEMO_CREDENTIALS, startEmulator } from "@cdn-export/emulator";

const faults = JSON.parse(process.env.EMULATOR_FAULTS ?? "[]");
const cloud = await startEmulator({ port: false, runMs: 300, format: "csv", faults });
globalThis.fetch = cloud.fetch;
process.env.HUAWEICLOUD_SDK_AK = DEMO_CREDENTIALS.ak;
process.env.HUAWEICLOUD_SDK_SK = DEMO_CREDENTIALS.sk;
