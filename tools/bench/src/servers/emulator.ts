import { startEmulator } from "@cdn-export/emulator";

const cloud = await startEmulator({ whenFull: "forget-oldest" });
console.log(cloud.url);
