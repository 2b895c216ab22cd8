// A create call that may have made a task: by which task it is known again, and when it is given up.
import { sdkDate } from "@cdn-export/signer";
import { describe, expect, it } from "vitest";
import { createExportClient, type ExportQuery, type JobState } from "../../src/index.ts";
import { fakeService, json, reset } from "../fake-service.ts";

const FIRST: ExportQuery = { action: "uv", domains: "all", from: "2026-11-20", to: "2026-11-21" };

describe("a create call whose answer was lost", () => {
  it.each(["fail", "create-again"] as const)("late has its whole time to show up, with onLost: %s", async (onLost) => {
    const service = fakeService();
    service.listDelayMs = 100_000;
    const fetch: typeof globalThis.fetch = async (input, init) => {
      const answer = await service.fetch(input, init);
      if (init?.method !== "POST") return answer;
      // The task is there; its answer is on the way for so long, and then lost.
      await service.world.sleep(25_000, undefined);
      throw reset();
    };
    await createExportClient({ ...service.options, fetch, onLost }).exportStatistics(FIRST);
    expect(service.tasks).toHaveLength(1);
  });

  it.each(["fail", "create-again"] as const)(
    "is looked for once more after a long sleep, with onLost: %s",
    async (onLost) => {
      const service = fakeService();
      service.listDelayMs = 2000;
      service.lostReplies.push(reset());
      let lists = 0;
      const fetch: typeof globalThis.fetch = async (input, init) => {
        const answer = await service.fetch(input, init);
        // The laptop is closed just after the list was asked for the first time since the create call.
        if (init?.method === "GET" && ++lists === 2) await service.world.sleep(10 * 60_000, undefined);
        return answer;
      };
      await createExportClient({ ...service.options, fetch, onLost }).exportStatistics(FIRST);
      expect(service.tasks).toHaveLength(1);
    },
  );

  it.each(["fail", "create-again"] as const)(
    "is known by its task when the intent took long to be written down, with onLost: %s",
    async (onLost) => {
      const service = fakeService();
      service.lostReplies.push(reset());
      const onState = async ({ phase, before }: JobState) => {
        if (phase === "submitting" && before?.latest === undefined) await service.world.sleep(60_000, undefined);
      };
      await createExportClient({ ...service.options, onLost }).exportStatistics(FIRST, { onState });
      expect(service.tasks).toHaveLength(1);
    },
  );

  it.each([5000, 10_000, 60_000])(
    "does not make the next task nobody's (visibilityTimeout %i)",
    async (visibilityTimeout) => {
      const service = fakeService();
      service.createReplies.push(reset());
      const cdn = createExportClient({ ...service.options, visibilityTimeout, onLost: "create-again" });
      await cdn.exportStatistics(FIRST);
      expect(service.tasks).toHaveLength(1);
    },
  );
});

describe("a server whose Date cannot be read", () => {
  it("finds the task all the same, with a clock that is some minutes off", async () => {
    const service = fakeService();
    const skewed = { ...service.world, now: () => service.world.now() + 5 * 60_000 };
    const undated: typeof fetch = async (input, init) => {
      const response = await service.fetch(input, init);
      response.headers.delete("date");
      return response;
    };
    await expect(
      createExportClient({ ...service.options, world: skewed, fetch: undated }).exportStatistics(FIRST),
    ).resolves.toMatchObject({
      task: { status: "success" },
    });
  });

  it("finds it with a clock that the gateway had to put right, too", async () => {
    const service = fakeService();
    const skewed = { ...service.world, now: () => service.world.now() + 3 * 3_600_000 };
    const fetch: typeof globalThis.fetch = async (input, init) => {
      const now = sdkDate(service.world.now());
      const isCurrent = new Headers(init?.headers).get("x-sdk-date") === now;
      const expired = { error_code: "APIGW.0301", error_msg: `signature expired, server time: ${now}` };
      const response = isCurrent ? await service.fetch(input, init) : json(expired, 401);
      response.headers.delete("date");
      return response;
    };
    const cdn = createExportClient({ ...service.options, world: skewed, fetch });
    await expect(cdn.exportStatistics(FIRST)).resolves.toMatchObject({ task: { status: "success" } });
  });
});

describe("a service whose clock is far off the one that dates its answers", () => {
  it.each(["fail", "create-again"] as const)(
    "ends a job in doubt, with one task, which it names (onLost: %s)",
    async (onLost) => {
      for (const skewMs of [-15_000, -8 * 3_600_000]) {
        const service = fakeService();
        const fetch: typeof globalThis.fetch = async (input, init) => {
          const answer = await service.fetch(input, init);
          if (init?.method === "POST")
            for (const task of service.tasks) task.create_time = (task.create_time ?? 0) + skewMs;
          return answer;
        };
        await expect(
          createExportClient({ ...service.options, fetch, onLost }).exportStatistics(FIRST),
        ).rejects.toMatchObject({
          name: "AmbiguousTaskError",
          candidates: [{ task_id: "1".padStart(32, "0") }],
        });
        expect(service.tasks).toHaveLength(1);
      }
    },
  );
});
