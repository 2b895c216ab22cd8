// Preloaded with --import, it puts an emulator in the place of the real service: no port, no network. EMULATOR_FAULTS
// has the failures to come, as JSON.
import { DEMO_CREDENTIALS, startEmulator } from "@cdn-export/emulator";

const faults = JSON.parse(process.env.EMULATOR_FAULTS ?? "[]");
const cloud = await startEmulator({ port: false, runMs: 300, format: "csv", faults });
globalThis.fetch = cloud.fetch;
process.env.HUAWEICLOUD_SDK_AK = DEMO_CREDENTIALS.ak;
process.env.HUAWEICLOUD_SDK_SK = DEMO_CREDENTIALS.sk;
