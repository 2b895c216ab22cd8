// Runs the suite in workerd: one request, with the outcome as the response.
import vectors from "@cdn-export/signer/vectors.json" with { type: "json" };
import { runSuite } from "./suite.ts";

export default {
  fetch: async (request: Request): Promise<Response> =>
    Response.json(await runSuite({ ...((await request.json()) as Parameters<typeof runSuite>[0]), vectors })),
};
