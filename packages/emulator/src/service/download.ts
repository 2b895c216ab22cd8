import fresh from "fresh";
import type { MainFault } from "../faults/fault-queue.ts";
import { type ExportFile, exportFile } from "../files/export-file.ts";
import { CREDENTIAL_HEADERS } from "../gateway/authenticate.ts";
import { redirect, storeError } from "../http/answers.ts";
import { headerOf, NO_BODY, type RawRequest, type RawResponse, splitTarget } from "../http/message.ts";
import type { TaskNow } from "../tasks/task-store.ts";
import type { Cloud } from "./call.ts";
import { readRange } from "./range.ts";

/** The task of a download link, or the response that refuses it. */
export type DownloadReading = { found: TaskNow; refusal?: never } | { found?: never; refusal: RawResponse };

/** Reads a download link. Everything about links is invented. Errors are XML, as object stores send them. */
export function readDownload(
  { settings, links, tasks, identifiers }: Cloud,
  request: RawRequest,
  requestId: string,
): DownloadReading {
  const refuse = (status: number, code: string, message: string) => ({
    refusal: storeError(status, code, message, requestId),
  });

  if (request.method !== "GET" && request.method !== "HEAD") {
    return refuse(405, "MethodNotAllowed", "A download link takes GET and HEAD");
  }
  // A presigned link needs no credentials, so sending them can only leak them.
  const leaked = CREDENTIAL_HEADERS.find((name) => headerOf(request, name) !== undefined);
  if (leaked !== undefined && settings.leakedCredentials === "refuse") {
    return refuse(400, "InvalidArgument", `A download link is presigned: don't send ${leaked} to it`);
  }
  const { path, query } = splitTarget(request.target);
  const link = links.read(path, query);
  if (link === "unknown-path") return refuse(404, "NoSuchKey", "There is no such file");
  if (link === "bad-signature") return refuse(403, "SignatureDoesNotMatch", "The link wasn't made by this service");
  if (settings.clock.now() >= link.expires) return { refusal: linkExpired(requestId) };
  const found = tasks.get(identifiers.taskNumber(link.taskId));
  if (found?.status !== "success" || found.task.moves !== link.moves) return { refusal: fileGone(requestId) };
  return { found };
}

/** The response to a link that works: the file, or the effect of a fault. */
export async function downloadFile(
  cloud: Cloud,
  { task, changedAt }: TaskNow,
  request: RawRequest,
  requestId: string,
  fault: MainFault | undefined,
): Promise<RawResponse> {
  const { settings, tasks, links, files, identifiers } = cloud;
  switch (fault?.what) {
    case "link-expired":
      return linkExpired(requestId);
    case "link-moved":
      tasks.move(task.n);
      return fileGone(requestId);
    case "redirect": {
      const { n, moves } = task;
      const expires = settings.clock.now() + settings.linkLifeMs;
      const elsewhere = links.create({ taskId: identifiers.taskId(n), moves, expires });
      return redirect(fault.status ?? 302, fault.to ?? elsewhere);
    }
    default:
      return fileAnswer(exportFile(task, settings, files), request, changedAt, settings);
  }
}

function linkExpired(requestId: string): RawResponse {
  return storeError(403, "AccessDenied", "Request has expired", requestId);
}

function fileGone(requestId: string): RawResponse {
  return storeError(404, "NoSuchKey", "There is no such file", requestId);
}

/** The response to GET and HEAD: the file, the part that `Range` and `If-Range` select, or 304. */
async function fileAnswer(
  file: ExportFile,
  request: RawRequest,
  modified: number,
  { transfer }: Pick<Cloud["settings"], "transfer">,
): Promise<RawResponse> {
  const lastModified = new Date(modified).toUTCString();
  const headers = ["Accept-Ranges", transfer === "length" ? "bytes" : "none"];
  headers.push("ETag", file.etag, "Last-Modified", lastModified);
  if (isUnchanged(request, file.etag, lastModified)) return { status: 304, headers, body: NO_BODY };

  const isHead = request.method === "HEAD";
  const about = ["Content-Type", file.contentType, "Content-Disposition", `attachment; filename="${file.name}"`];
  if (transfer === "chunked") {
    return { status: 200, headers: [...headers, ...about], body: isHead ? NO_BODY : file.bytes() };
  }

  const size = await file.size();
  const condition = headerOf(request, "if-range");
  const same = condition === undefined || condition === file.etag || condition === lastModified;
  const range = same && !isHead ? readRange(headerOf(request, "range"), size) : undefined;
  if (range === "unsatisfiable") {
    headers.push("Content-Range", `bytes */${size}`, "Content-Length", "0");
    return { status: 416, headers, body: NO_BODY };
  }
  const { start, end } = range ?? { start: 0, end: size };
  headers.push(...about, "Content-Length", String(end - start));
  if (range) headers.push("Content-Range", `bytes ${start}-${end - 1}/${size}`);
  return { status: range ? 206 : 200, headers, body: isHead ? NO_BODY : file.bytes(start, end) };
}

/**
 * Whether the caller has the file already. `fresh` gets only these two headers. With `Cache-Control: no-cache`, which Node's
 * fetch adds to conditional requests, it would always return false, although RFC 9110, 13.1.2 requires 304.
 */
function isUnchanged(request: RawRequest, etag: string, lastModified: string): boolean {
  const conditions = {
    "if-none-match": headerOf(request, "if-none-match"),
    "if-modified-since": headerOf(request, "if-modified-since"),
  };
  return fresh(conditions, { etag, "last-modified": lastModified });
}
