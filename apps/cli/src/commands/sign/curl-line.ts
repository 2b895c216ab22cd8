// A curl command for a POSIX shell that sends exactly the signed request.

import { say } from "../../terminal/language.ts";

export interface SentRequest {
  method: string;
  url: string;
  headers: Readonly<Record<string, string>>;
  body: Buffer | undefined;
  /** The file that contains the body. */
  bodyFile: string | undefined;
}

/** Secret headers. The command reads them from these variables when it runs, so that it contains no secret. */
export const HEADER_VARIABLES: Readonly<Record<string, string>> = {
  "x-security-token": "HUAWEICLOUD_SDK_SECURITY_TOKEN",
};

/** @throws TypeError if the body isn't text. */
export function curlLine({ method, url, headers, body, bodyFile }: SentRequest): string {
  const parts = ["curl -sS", ...methodOf(method, body)];
  // curl reads brackets and braces as lists of URLs.
  if (/[[\]{}]/.test(url)) parts.push("--globoff");
  parts.push(quoted(url));
  for (const [name, value] of Object.entries(headers)) parts.push(`-H ${headerArgument(name, value)}`);
  // Without this, curl adds a content type that the caller didn't ask for.
  if (body && headers["content-type"] === undefined) parts.push("-H 'content-type:'");
  if (bodyFile !== undefined) parts.push(`--data-binary ${quoted(`@${bodyFile}`)}`);
  else if (body) parts.push(`--data-raw ${quoted(textOf(body))}`);
  return parts.join(" \\\n  ").replace("curl -sS \\\n  ", "curl -sS ");
}

function methodOf(method: string, body: Buffer | undefined): string[] {
  if (method === (body ? "POST" : "GET")) return [];
  return method === "HEAD" && !body ? ["--head"] : [`-X ${method}`];
}

function headerArgument(name: string, value: string): string {
  const variable = HEADER_VARIABLES[name];
  if (variable !== undefined) return `"${name}: $${variable}"`;
  return quoted(value === "" ? `${name};` : `${name}: ${value}`);
}

/** In single quotes, only the closing quote is special. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

function textOf(body: Buffer): string {
  const text = body.toString();
  if (text.includes("\0") || !Buffer.from(text).equals(body))
    throw new TypeError(
      say(
        "the body isn't text, so it can't be part of a curl command: use --data-file",
        "请求体不是文本，不能写进 curl 命令：请用 --data-file",
      ),
    );
  return text;
}
