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

it("a task that was there before our call is not explained away by a list that is late", async () => {
  // Three programs, six jobs each: whoever gets a file gets its own.
  for (let seed = 1; seed <= 6; seed++) {
    const service = fakeService();
    service.listDelayMs = 300 * seed;
    let state = seed;
    const random = () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return state / 2 ** 32;
    };
    const slowly: typeof fetch = async (input, init) => {
      const response = await service.fetch(input, init);
      await service.world.sleep(Math.floor(random() * 2000), undefined);
      return response;
    };
    const exports = ["a", "b", "c"].flatMap((program) => {
      const cdn = createExportClient({ ...service.options, fetch: slowly, world: { ...service.world, random } });
      return Array.from({ length: 6 }, async (_, i) => {
        const domain = `${program}${i}.example.com`;
        const file = await cdn.exportStatistics({ action: "uv", ...PERIOD, domains: [domain] }).catch((error) => error);
        if (file instanceof Error) return expect(file.name, `seed ${seed}`).toBe("AmbiguousTaskError");
        const task = service.tasks.find(({ task_id }) => task_id === file.task.task_id);
        return expect(task?.request?.domain_name, `seed ${seed}`).toBe(domain);
      });
    });
    await Promise.all(exports);
  }
});
