// Requests of the vendor's five SDKs (Python, Go, Java, Node, PHP), of golangsdk and of the vendor's sample programs, valid and
// damaged, replayed byte for byte over a socket.
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { connect } from "node:net";
import { expect, test } from "vitest";
import { type Account, manualClock } from "../src/index.ts";
import { type Answer, checked, tasksIn, testCloud } from "./helpers.ts";

interface Recorded {
  id: string;
  call: "create" | "list" | "look-up";
  method: string;
  target: string;
  headers: [name: string, value: string][];
  bodyBase64: string;
  ak: string;
  sk: string;
  securityToken: string | null;
  domainId: string | null;
  now: string;
  verdict: boolean;
  reason?: string;
}

// The signer's copies, because the files are large.
const FOLDER = new URL("../../signer/test/vectors/", import.meta.url);

async function read(name: string): Promise<Recorded[]> {
  return JSON.parse(await readFile(new URL(name, FOLDER), "utf8")).requests;
}

const requests = await read("official-sdk-requests.json");
const samples = await read("official-sdk-samples.json");

/** The account of the recorded request: its X-Domain-Id, or any. */
function accountOf({ ak, sk, securityToken, domainId }: Recorded): Account {
  return { ak, sk, domainId: domainId ?? "0".repeat(31).concat("1"), ...(securityToken !== null && { securityToken }) };
}

async function replay({ method, target, headers, bodyBase64 }: Recorded, url: string): Promise<Answer> {
  const lines = [`${method} ${target} HTTP/1.1`, ...headers.map(([name, value]) => `${name}: ${value}`)];
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  const chunks: Buffer[] = [];
  socket.on("data", (chunk) => chunks.push(chunk));
  // Header values and body are sent as raw bytes: no HTTP client corrects them.
  socket.write(
    Buffer.concat([Buffer.from(`${lines.join("\r\n")}\r\n\r\n`, "latin1"), Buffer.from(bodyBase64, "base64")]),
  );
  while (!isComplete(Buffer.concat(chunks))) await once(socket, "data");
  socket.destroy();
  const [head = "", body = ""] = Buffer.concat(chunks).toString("utf8").split("\r\n\r\n");
  const [status = "", ...fields] = head.split("\r\n");
  const pairs = fields.map((line) => line.split(/: (.*)/s).slice(0, 2) as [string, string]);
  return checked(method, target, new Response(body, { status: Number(status.split(" ")[1]), headers: pairs }));
}

function isComplete(bytes: Buffer): boolean {
  const end = bytes.indexOf("\r\n\r\n");
  const length = /content-length: (\d+)/i.exec(bytes.toString("latin1"))?.[1];
  return end >= 0 && length !== undefined && bytes.length >= end + 4 + Number(length);
}

/** The gateway checks the path before the signature, so it doesn't check requests with an unknown path. */
const NOT_FOUND = ["go-list-id~path", "node-create-uv~method"];

/** Signed correctly, but invalid since the documents of 2026-08: the rules about countries and provinces. */
const REFUSED_BODIES: readonly [id: RegExp, message: string][] = [
  [/create-top_url_detail$/, "country and province must not be sent with top_url_detail"],
  [/create-isp_detail$/, "country and province must not be sent with isp_detail"],
  [/create-top_referer_detail(~ok-.*)?$/, 'country must be "cn" with province'],
  [/create-top_path_detail$/, 'country must be "cn" with province'],
];

/** Signed correctly, and sent to get an error: the period ends before it starts. */
const REVERSED_PERIODS = /^terraform(empty-body)?-2$/;

test("the files contain the documented number of records for each verdict", () => {
  expect([requests.length, requests.filter(({ verdict }) => verdict).length]).toEqual([119, 93]);
  expect([samples.length, samples.filter(({ verdict }) => verdict).length]).toEqual([28, 28]);
});

test.each([...requests, ...samples].map((record) => [record.id, record] as const))("%s", async (id, record) => {
  const clock = manualClock(Date.parse(record.now));
  const { cloud } = await testCloud({ port: 0, clock, accounts: [accountOf(record)] });
  const answer = await replay(record, cloud.url);
  if (NOT_FOUND.includes(id)) return expect(answer).toMatchObject({ status: 404, code: "APIGW.0101" });
  if (!record.verdict) {
    expect(answer).toMatchObject({ status: 401, code: "APIGW.0301" });
    return expect(cloud.tasks).toEqual([]);
  }
  const [, refused] = REFUSED_BODIES.find(([ids]) => ids.test(id)) ?? [];
  if (refused !== undefined) {
    expect(answer).toMatchObject({ status: 400, code: "CDN.0001" });
    return expect(answer.message).toContain(refused);
  }
  if (REVERSED_PERIODS.test(id)) return expect(answer).toMatchObject({ status: 200, code: "CDN.0202" });
  expect(answer).toMatchObject({ status: 200, code: undefined });
  if (record.call === "create") expect(cloud.tasks).toHaveLength(1);
  if (record.call === "list") expect(tasksIn(answer)).toEqual([]);
  if (record.call === "look-up") expect(answer.body).toMatchObject({ domains: [{ id: accountOf(record).domainId }] });
});
