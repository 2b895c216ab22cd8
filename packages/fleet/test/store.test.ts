import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import {
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  ListMultipartUploadsCommand,
  S3Client,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { freePort } from "@cdn-export/test-support/free-port";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type FleetStore, folderStore, type StoredFile, s3Store } from "../src/index.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "store-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function fileOf(content: Uint8Array, change: Partial<StoredFile> = {}): Promise<StoredFile> {
  const local = join(folder, `local-${crypto.randomUUID()}`);
  await writeFile(local, content);
  return {
    local,
    bytes: content.length,
    sha256: createHash("sha256").update(content).digest("hex"),
    confirm: async () => {},
    signal: new AbortController().signal,
    ...change,
  };
}

const small = Buffer.from("time,uv\n");

describe("a folder", () => {
  test("has whole files only, and a refused file leaves nothing", async () => {
    const root = join(folder, "files");
    const store = folderStore(root);
    await store.mark("mark");
    await store.put("shop/uv/a.csv", await fileOf(small));
    await store.put("shop/uv/a.csv", await fileOf(Buffer.from("newer")));
    const confirm = () => Promise.reject(new Error("another worker has stored it"));
    await expect(store.put("shop/uv/a.csv", await fileOf(small, { confirm }))).rejects.toThrow("another worker");
    expect(await readFile(join(root, "shop/uv/a.csv"), "utf8")).toBe("newer");
    expect(await readdir(join(root, "shop/uv"))).toEqual(["a.csv"]);
    expect([await store.has("mark"), await store.has("nothing")]).toEqual([true, false]);
    await store.remove("shop/uv/a.csv");
    await store.remove("shop/uv/a.csv");
    expect(await readdir(join(root, "shop/uv"))).toEqual([]);
  });

  test("loses the copies that a killed worker left a day ago, with the next file of the same name", async () => {
    const root = join(folder, "abandoned");
    await mkdir(root);
    const [old, current] = [join(root, "a.csv.copy-old"), join(root, "a.csv.copy-current")];
    await writeFile(old, "half");
    await writeFile(current, "half");
    await utimes(old, new Date(0), new Date(0));
    await folderStore(root).put("a.csv", await fileOf(small));
    expect((await readdir(root)).sort()).toEqual(["a.csv", "a.csv.copy-current"]);
  });

  test("whose parent doesn't exist isn't created: a mount is missing", async () => {
    await expect(folderStore(join(folder, "mnt", "exports")).mark("mark")).rejects.toMatchObject({
      code: "STORE_CANNOT_WRITE",
      message: expect.stringContaining("ENOENT"),
    });
  });
});

/** `go install github.com/versity/versitygw/cmd/versitygw@latest` puts it there. */
const GATEWAY = ["versitygw", join(homedir(), "go", "bin", "versitygw"), process.env.VERSITYGW ?? ""].find(
  (path) => path !== "" && spawnSync(path, ["--version"]).status === 0,
);
const MOTO = spawnSync("moto_server", ["--help"]).status === 0;
const KEY = { ak: "STORETESTAK", sk: "not-a-secret" };

interface S3Server {
  command: string;
  args: (port: number, root: string) => string[];
  isHere: boolean;
}

const SERVERS: Record<string, S3Server> = {
  versitygw: {
    command: GATEWAY ?? "versitygw",
    args: (port, root) => ["--access", KEY.ak, "--secret", KEY.sk, "--port", `127.0.0.1:${port}`, "posix", root],
    isHere: GATEWAY !== undefined,
  },
  "moto's server": { command: "moto_server", args: (port) => ["-H", "127.0.0.1", "-p", String(port)], isHere: MOTO },
};

describe.each(Object.entries(SERVERS))("a bucket of %s", (_, { command, args, isHere }) => {
  let server: ChildProcess;
  let client: S3Client;
  let store: FleetStore;
  const Bucket = "exports";

  beforeAll(async () => {
    if (!isHere) return;
    const port = await freePort();
    const root = await mkdtemp(join(folder, "s3-"));
    server = spawn(command, args(port, root), { stdio: "ignore" });
    const endpoint = `http://127.0.0.1:${port}`;
    client = new S3Client({
      endpoint,
      region: "us-east-1",
      forcePathStyle: true,
      credentials: { accessKeyId: KEY.ak, secretAccessKey: KEY.sk },
    });
    for (let tries = 1; ; tries++) {
      const made = await client.send(new CreateBucketCommand({ Bucket })).catch((error) => error as Error);
      if (!(made instanceof Error)) break;
      if (tries === 150) throw made;
      await sleep(200);
    }
    store = s3Store({ bucket: Bucket, prefix: "cdn/", endpoint, credentials: async () => KEY });
  });
  afterAll(() => {
    server?.kill();
    client?.destroy();
  });

  const uploads = async () => (await client.send(new ListMultipartUploadsCommand({ Bucket }))).Uploads ?? [];

  test.runIf(isHere)("has whole objects, with the hash of their content", async () => {
    const content = Buffer.alloc(12 * 1024 * 1024, "0123456789");
    const file = await fileOf(content);
    await store.put("shop/uv/a.csv", file);
    const { Body, Metadata } = await client.send(new GetObjectCommand({ Bucket, Key: "cdn/shop/uv/a.csv" }));
    const stored = Buffer.from((await Body?.transformToByteArray()) ?? []);
    expect(stored.equals(content)).toBe(true);
    expect(Metadata).toEqual({ sha256: file.sha256 });
    await store.put("shop/uv/a.csv", await fileOf(Buffer.alloc(0)));
    expect(await store.has("shop/uv/a.csv")).toBe(true);
    await store.remove("shop/uv/a.csv");
    await store.remove("shop/uv/a.csv");
    expect(await store.has("shop/uv/a.csv")).toBe(false);
    await store.mark("mark");
    expect(await store.has("mark")).toBe(true);
    expect(await uploads()).toEqual([]);
  });

  test.runIf(isHere)("keeps neither a refused object nor its parts", async () => {
    const confirm = () => Promise.reject(new Error("another worker has stored it"));
    await expect(store.put("refused.csv", await fileOf(small, { confirm }))).rejects.toThrow("another worker");
    expect(await store.has("refused.csv")).toBe(false);
    expect(await uploads()).toEqual([]);
  });

  test.runIf(isHere)(
    "loses the parts of a killed worker's upload with the next upload of the same object only",
    async () => {
      for (const Key of ["cdn/killed.csv", "cdn/killed.csv.other"]) {
        const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key }));
        await client.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: 1, Body: small }));
      }
      await store.put("killed.csv", await fileOf(small));
      expect((await uploads()).map(({ Key }) => Key)).toEqual(["cdn/killed.csv.other"]);
      expect(await store.has("killed.csv")).toBe(true);
    },
  );

  test.runIf(isHere)("that refuses the key is named without the key", async () => {
    const endpoint = (await client.config.endpoint?.()) as { hostname: string; port: number };
    const wrong = s3Store({
      bucket: "nothing",
      endpoint: `http://${endpoint.hostname}:${endpoint.port}`,
      credentials: KEY,
    });
    const error = await wrong.put("a.csv", await fileOf(small)).catch((error) => error);
    expect(error).toMatchObject({
      code: "STORE_CANNOT_WRITE",
      message: expect.stringContaining("NoSuchBucket, HTTP 404"),
    });
    expect(String(error)).not.toContain(KEY.sk);
  });
});
