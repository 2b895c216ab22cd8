// Two programs on one account, neither of which knows of the other.
import { expect, it } from "vitest";
import { createExportClient } from "../src/index.ts";
import { fakeService } from "./fake-service.ts";

const PERIOD = { domains: "all", from: "2026-11-20", to: "2026-11-21" } as const;

it("a task that came late out of a slow call is a rival, though the next job's call fits it but for the skew", async () => {
  const service = fakeService();
  service.listDelayMs = 3000;
  let calls = 0;
  const slowly: typeof fetch = async (input, init) => {
    if (init?.method === "POST" && ++calls === 1) {
      service.add({ task_id: "of another program", looks: 0 });
      await service.world.sleep(2500, undefined);
    }
    return service.fetch(input, init);
  };
  const cdn = createExportClient({ ...service.options, fetch: slowly });
  const first = cdn.start({ action: "uv", ...PERIOD });
  cdn.start({ action: "top_ip_detail", ...PERIOD });
  await expect(first.result()).rejects.toMatchObject({ name: "AmbiguousTaskError" });
});
