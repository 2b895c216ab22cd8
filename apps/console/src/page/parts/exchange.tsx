// One call to the API: request and response. The server has masked keys and links.
import type { VNode } from "preact";
import type { Exchange, Header } from "../../contract.ts";
import { secondText } from "../base/format.ts";
import { say } from "../base/language.ts";
import { FailureText } from "./basics.tsx";
import { Code } from "./code.tsx";

export function ExchangeText({ exchange, isOpen = false }: { exchange: Exchange; isOpen?: boolean }): VNode {
  const { at, method, url, headers, body, elapsedMs, response, failure } = exchange;
  const isGood = response !== undefined && response.status < 400;
  return (
    <details class="exchange" open={isOpen}>
      <summary>
        <code>{method}</code> <span class="url">{pathOf(url)}</span>
        <b class={isGood ? "good" : "bad"}>{response?.status ?? say("no response", "无响应")}</b>
        <span class="muted">
          {secondText(at)}, {Math.round(elapsedMs)} ms
        </span>
      </summary>
      <Code
        label={say("Request", "请求")}
        text={[`${method} ${url}`, ...lines(headers), "", pretty(body)].join("\n")}
      />
      {response && (
        <Code
          label={say("Response", "响应")}
          text={[`HTTP ${response.status}`, ...lines(response.headers), "", pretty(response.body)].join("\n")}
        />
      )}
      {failure && <FailureText of={failure} />}
    </details>
  );
}

function pathOf(url: string): string {
  return url.replace(/^https?:\/\/[^/]+/, "");
}

function lines(headers: readonly Header[]): string[] {
  return headers.map(([name, value]) => `${name}: ${value}`);
}

/** Indented JSON. Anything else is shown as it is. */
export function pretty(body = ""): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
