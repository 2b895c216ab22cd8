import { settledAt } from "@cdn-export/api/rules";
import { type ExportWindow, plan, type WindowFile, type WindowRecord } from "@cdn-export/sync";
import { describe as withQuery } from "@cdn-export/sync/internal";
import { expect, test } from "vitest";
import { columnsOf, turnClaims } from "../src/ledger.ts";
import { database } from "../src/postgres.ts";
import { runSql, setting } from "./helpers.ts";

const [window] = plan({
  actions: ["top_url_detail"],
  domains: ["www.example.com"],
  per: "day",
  from: Date.parse("2026-11-01T00:00:00+08:00"),
  to: Date.parse("2026-11-02T00:00:00+08:00"),
}) as [ExportWindow];

const file = { path: "a.csv", provisional: false } as WindowFile;
const state = (fields: object) => ({ version: 1, id: "j", ...fields }) as unknown as NonNullable<WindowRecord["state"]>;

test.each<[what: string, record: WindowRecord, expected: object]>([
  ["that was never exported is due when it has ended", {}, { standing: "fresh", dueAt: window.to }],
  ["with complete data is done", { file }, { standing: "done", dueAt: undefined }],
  [
    "with provisional data is due when its data are complete",
    { file: { ...file, provisional: true } },
    { standing: "fresh", dueAt: settledAt("top_url_detail", window.to) },
  ],
  [
    "with a known task waits for its file",
    { state: state({ phase: "waiting", taskId: "t" }) },
    { standing: "waiting", dueAt: 0 },
  ],
  [
    "with an unresolved create call comes first, also if it has a provisional file",
    { file: { ...file, provisional: true }, state: state({ phase: "submitting", createCall: { ids: [] } }) },
    { standing: "continued", dueAt: 0 },
  ],
])("a window %s", (_, record, expected) => {
  expect(columnsOf(window.id, withQuery(window, record))).toEqual(expected);
});

test("a turn knows every task since the oldest unresolved create call, and the IDs before each call", async () => {
  const { fleet, url } = await setting();
  await fleet.init();
  const ledger = fleet.ledger("shop");
  const ids = [...(await ledger.read()).keys()];
  const hour = 3_600_000;
  const record = async (i: number, change: WindowRecord) => {
    const known = (await ledger.read()).get(ids[i] ?? "");
    await ledger.write(ids[i] ?? "", { ...known, ...change });
  };
  const call = { ids: ["a", "b"], complete: true, sentAt: Date.now() - 5 * hour, overdue: true, answered: true };
  await record(0, { state: state({ id: "open", phase: "submitting", createCall: call }) });
  await record(1, { file: { ...file, taskId: "four hours ago" } });
  await record(2, { file: { ...file, taskId: "six hours ago" } });
  await record(3, { state: state({ id: "running", phase: "waiting", taskId: "running" }), abandoned: ["abandoned"] });
  const age = (i: number, hours: number) =>
    runSql(
      url,
      "update cdn_export.windows set changed_at = now() - $2::int * interval '1 hour' where account = 'shop' and id = $1",
      [ids[i], hours],
    );
  await age(1, 4);
  await age(2, 6);
  const db = database({ url });
  const claims = turnClaims(db.pool, db.schema, "shop");
  const first = await claims.read();
  expect(new Set(first.map(({ taskId }) => taskId))).toEqual(
    new Set([undefined, "four hours ago", "running", "abandoned"]),
  );
  expect(first.find(({ job }) => job === "open")?.call).toEqual(call);
  expect(await claims.read()).toEqual([{ job: "open", call }]);
  await claims.write([{ job: "open", taskId: "found" }]);
  expect((await ledger.read()).get(ids[0] ?? "")?.state).toMatchObject({
    phase: "waiting",
    taskId: "found",
    createCall: call,
  });
  expect(await claims.read()).toEqual([]);
  await db.pool.end();
});
