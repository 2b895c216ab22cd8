// A signed create call through the typed client, against a plain unsigned fetch of the same body. The server is another process.
import { createExportClient } from "@cdn-export/client";
import { compare } from "../measure.ts";
import { type Program, program } from "../program.ts";
import { startServer } from "../servers/server.ts";

/** One at a time, waking two processes in turn would take most of the time. */
const AT_ONCE = 8;
const PATH = "/v1/cdn/statistics/export-tasks";
const body = { action: "top_url_detail", domain_name: "www.example.com", start_time: 0, end_time: 300_000 } as const;

export const call: Program = program(
  {
    "call-against-fetch": {
      what: "a signed, typed call over loopback, eight at once",
      rival: "a plain unsigned `fetch`",
      unit: "x",
      budget: 1.2,
    },
  },
  async (quick) => {
    const server = await startServer("plain");
    try {
      const { api } = createExportClient({ credentials: { ak: "FAKEAK", sk: "not-a-secret" }, endpoint: server.url });
      const { ratio, ours, theirs } = await compare(
        // The warm-up lets the engine compile both sides.
        { rounds: quick ? 9 : 121, count: 12, warmUp: 24 },
        atOnce(() => api.POST(PATH, { body })),
        atOnce(async () => {
          const response = await fetch(`${server.url}${PATH}`, {
            method: "POST",
            headers: { "content-type": "application/json" },
            body: JSON.stringify(body),
          });
          return response.text();
        }),
      );
      const detail = `${Math.round(ours / AT_ONCE)} against ${Math.round(theirs / AT_ONCE)} µs`;
      return { "call-against-fetch": { value: ratio, detail } };
    } finally {
      await server.close();
    }
  },
);

function atOnce(call: () => Promise<unknown>): () => Promise<unknown> {
  return () => Promise.all(Array.from({ length: AT_ONCE }, call));
}
