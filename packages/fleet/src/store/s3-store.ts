// S3-compatible storage, such as OBS. The SDK is loaded with the first use.
import { createReadStream } from "node:fs";
import type { S3Client } from "@aws-sdk/client-s3";
import { type FleetStore, storeError } from "./store.ts";

/** Options of `s3Store`. */
export interface S3StoreOptions {
  /** The name of the bucket. It must exist. */
  bucket: string;
  /** The beginning of each key, such as `exports/`. @default none */
  prefix?: string;
  /** The URL of the storage: `https://obs.cn-north-4.myhuaweicloud.com`. @default AWS */
  endpoint?: string;
  /** The region that requests are signed for. @default "us-east-1" */
  region?: string;
  /** The key of the storage, or a function that returns one. */
  credentials: S3Credentials | (() => S3Credentials | Promise<S3Credentials>);
  /** Whether the bucket is in the path of the URL instead of the host name. @default true with an IP address or localhost */
  pathStyle?: boolean;
}

/** An access key of the storage. */
export interface S3Credentials {
  /** The access key. */
  ak: string;
  /** The secret key. */
  sk: string;
  /** The token of a temporary key. */
  securityToken?: string | undefined;
}

/** The smallest part that S3 accepts, except for the last one. */
const PART_BYTES = 5 * 1024 * 1024;

/**
 * A store in a bucket. Files are uploaded in parts, and each object has the SHA-256 hash of its content in its metadata
 * (`x-amz-meta-sha256`). An object appears when it's complete. Parts of an interrupted upload are removed: by the upload itself, or
 * by the next upload of the same object if the worker was killed. Let no one else upload the same keys.
 *
 * @example
 * s3Store({ bucket: "cdn-exports", endpoint: "https://obs.cn-north-4.myhuaweicloud.com", credentials });
 */
export function s3Store({
  bucket,
  prefix = "",
  endpoint,
  region = "us-east-1",
  credentials,
  pathStyle,
}: S3StoreOptions): FleetStore {
  if (!bucket || !credentials) throw new TypeError("s3Store needs a bucket and credentials");
  const location = `${endpoint ?? "s3:/"}/${bucket}/${prefix}`;
  let loaded: Promise<S3Client> | undefined;

  async function connect() {
    const sdk = await import("@aws-sdk/client-s3");
    loaded ??= Promise.resolve(
      new sdk.S3Client({
        region,
        ...(endpoint && { endpoint }),
        forcePathStyle: pathStyle ?? /\/\/(\d+\.|localhost|\[)/.test(endpoint ?? ""),
        // The checksums of new SDKs need trailers, which other services than AWS refuse.
        requestChecksumCalculation: "WHEN_REQUIRED",
        responseChecksumValidation: "WHEN_REQUIRED",
        credentials: async () => {
          const { ak, sk, securityToken } = typeof credentials === "function" ? await credentials() : credentials;
          return { accessKeyId: ak, secretAccessKey: sk, ...(securityToken && { sessionToken: securityToken }) };
        },
      }),
    );
    return { sdk, client: await loaded };
  }
  const refuse = (error: unknown): never => {
    throw storeError(location, error);
  };
  const at = (name: string) => ({ Bucket: bucket, Key: prefix + name });

  /** Removes the parts of uploads of this object that a killed worker has left. */
  async function removeParts(name: string): Promise<void> {
    const { sdk, client } = await connect();
    const { Uploads = [] } = await client.send(
      new sdk.ListMultipartUploadsCommand({ Bucket: bucket, Prefix: prefix + name }),
    );
    for (const { Key, UploadId } of Uploads)
      if (Key === prefix + name) await client.send(new sdk.AbortMultipartUploadCommand({ ...at(name), UploadId }));
  }

  async function size(name: string): Promise<number | undefined> {
    const { sdk, client } = await connect();
    return client.send(new sdk.HeadObjectCommand(at(name))).then(
      ({ ContentLength = 0 }) => ContentLength,
      (error) => (error?.$metadata?.httpStatusCode === 404 ? undefined : refuse(error)),
    );
  }

  /** Every file in parts, also a small one: nothing is visible until the last step, which `confirm` allows. */
  async function upload(
    name: string,
    { local, bytes, sha256, confirm, signal }: Parameters<FleetStore["put"]>[1],
  ): Promise<void> {
    const { sdk, client } = await connect();
    const { UploadId } = await client
      .send(new sdk.CreateMultipartUploadCommand({ ...at(name), Metadata: { sha256 } }), { abortSignal: signal })
      .catch(refuse);
    try {
      const parts: { ETag: string | undefined; PartNumber: number }[] = [];
      for (let from = 0, PartNumber = 1; from < Math.max(bytes, 1); from += PART_BYTES, PartNumber++) {
        const chunks: Buffer[] = [];
        for await (const chunk of createReadStream(local, { start: from, end: from + PART_BYTES - 1 }))
          chunks.push(chunk as Buffer);
        const { ETag } = await client
          .send(new sdk.UploadPartCommand({ ...at(name), UploadId, PartNumber, Body: Buffer.concat(chunks) }), {
            abortSignal: signal,
          })
          .catch(refuse);
        parts.push({ ETag, PartNumber });
      }
      await confirm();
      await client
        .send(new sdk.CompleteMultipartUploadCommand({ ...at(name), UploadId, MultipartUpload: { Parts: parts } }))
        .catch(refuse);
    } catch (error) {
      await client.send(new sdk.AbortMultipartUploadCommand({ ...at(name), UploadId })).catch(() => {});
      throw error;
    }
  }

  return {
    location,
    async put(name, file) {
      await removeParts(name).catch(refuse);
      await upload(name, file);
      const stored = await size(name);
      if (stored !== file.bytes) refuse({ code: `${stored} of ${file.bytes} bytes arrived` });
    },
    async remove(name) {
      const { sdk, client } = await connect();
      await client.send(new sdk.DeleteObjectCommand(at(name))).catch(refuse);
    },
    async mark(name) {
      const { sdk, client } = await connect();
      await client
        .send(new sdk.PutObjectCommand({ ...at(name), Body: new Uint8Array(0), ContentLength: 0 }))
        .catch(refuse);
    },
    has: async (name) => (await size(name)) !== undefined,
  };
}
