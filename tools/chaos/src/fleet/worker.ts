// A worker of the fleet in its own process. It ends when its parent does.
import { createFleet } from "@cdn-export/fleet";
import { type Order, optionsOf } from "./order.ts";

const order = JSON.parse(process.argv[2] ?? "") as Order;
const fleet = createFleet({
  ...optionsOf(order),
  log: (event) => console.log(JSON.stringify({ time: new Date().toISOString(), worker: order.name, ...event })),
});
process.stdin.on("end", () => process.exit()).resume();
// A database that is restarting, as a service manager would handle it.
for (let tries = 1; ; tries++) {
  try {
    await fleet.work();
    break;
  } catch (error) {
    if (tries === 30) throw error;
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}
