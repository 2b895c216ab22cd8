// The request itself: how it's signed, and programs that send it.
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import type { Form, Preview } from "../../../contract.ts";
import { say } from "../../base/language.ts";
import { Card } from "../../parts/basics.tsx";
import { Code } from "../../parts/code.tsx";
import { pretty } from "../../parts/exchange.tsx";
import { Tabs } from "../../parts/tabs.tsx";

export function RequestText({ form, preview }: { form: Form; preview: Preview | undefined }): VNode {
  const { method, path, summary } = form.operation;
  return (
    <Card title={say("Request", "请求")}>
      <p>
        <code>
          {method} {path}
        </code>{" "}
        <span class="muted">{say(summary, "创建导出任务")}</span>
      </p>
      {preview && <RequestTabs preview={preview} />}
    </Card>
  );
}

function RequestTabs({ preview: { request, samples } }: { preview: Preview }): VNode {
  const pages = [
    {
      key: "http",
      name: "HTTP",
      pieces: [
        {
          label: say("Signed request", "已签名的请求"),
          text: [
            `${request.method} ${request.url}`,
            ...request.headers.map(([name, value]) => `${name}: ${value}`),
            "",
            pretty(request.body),
          ].join("\n"),
        },
      ],
    },
    {
      key: "signature",
      name: say("Signature", "签名"),
      pieces: [
        { label: say("Canonical request", "规范请求"), text: request.canonicalRequest },
        { label: say("String to sign", "待签字符串"), text: request.stringToSign },
      ],
    },
    ...samples.map(({ language, name, ...program }) => ({
      ...{ key: language, name },
      pieces: [program, ...(program.more ?? [])].map(({ file, code }) => ({ label: file, text: code })),
    })),
  ];
  const [chosen, setChosen] = useState("http");
  const page = pages.find(({ key }) => key === chosen) ?? pages[0];
  return (
    <>
      {request.isExample && (
        <p class="note">
          {say(
            "There are no credentials, so this is signed with the emulator's example key.",
            "没有凭据，因此使用模拟器的示例密钥签名。",
          )}
        </p>
      )}
      <Tabs
        label={say("Forms of the request", "请求的各种形式")}
        tabs={pages.map(({ key, name }) => ({ key, name }))}
        chosen={chosen}
        onChoose={setChosen}
      >
        {page?.pieces.map(({ label, text }) => (
          <Code key={label} label={label} text={text} />
        ))}
      </Tabs>
    </>
  );
}
