// The form of a query, which is made from the spec, and the request that it becomes. The query is in the URL.
import type { VNode } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import type { CreateBody, Folder, Form, Preview } from "../../../contract.ts";
import { inLanguage, say } from "../../base/language.ts";
import { sendJob } from "../../base/live.ts";
import { post, RequestFailure, useData } from "../../base/load.ts";
import { navigate } from "../../base/route.ts";
import { Card, Problem, Ready } from "../../parts/basics.tsx";
import { Marked } from "../../parts/marked.tsx";
import { Field, Finding } from "./field.tsx";
import { RequestText } from "./request-text.tsx";

export function NewJobView({ folder, params }: { folder: Folder; params: URLSearchParams }): VNode {
  const form = useData<Form>("/api/form");
  return <Ready of={form}>{(data) => <FormView form={data} folder={folder} params={params} />}</Ready>;
}

function FormView({ form, folder, params }: { form: Form; folder: Folder; params: URLSearchParams }): VNode {
  const text = params.toString();
  // Without a query in the URL, the form has the spec's example for the last whole day.
  const body = useMemo(() => bodyOf(new URLSearchParams(text), form), [text, form]);
  const { preview, failure } = usePreview(body);
  const [sendFailure, setSendFailure] = useState<RequestFailure | undefined>(undefined);
  const [isSending, setSending] = useState(false);

  const change = (name: string, value: string | number | undefined) => {
    const { [name]: _, ...others } = body;
    const changed = value === undefined || value === "" ? others : { ...others, [name]: value };
    navigate(`/jobs/new?${queryOf(changed)}`, { replace: true });
  };
  const send = async () => {
    setSending(true);
    setSendFailure(undefined);
    try {
      const { id } = await sendJob("/api/jobs", { body });
      navigate(`/jobs/${encodeURIComponent(id)}`);
    } catch (error) {
      if (!(error instanceof RequestFailure)) throw error;
      setSendFailure(error);
    } finally {
      setSending(false);
    }
  };
  const findingsOf = (field: string) => preview?.findings.filter((finding) => finding.field === field) ?? [];
  const known = new Set(form.fields.map(({ name }) => name));
  return (
    <div class="explorer">
      <Card title={say("Query", "查询")}>
        <form
          class="fields"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void send();
          }}
        >
          {form.fields.map((field) => (
            <Field
              key={field.name}
              field={field}
              domains={form.domains}
              value={body[field.name]}
              findings={findingsOf(field.name)}
              onChange={(value) => change(field.name, value)}
            />
          ))}
          {preview?.findings
            .filter(({ field }) => !known.has(field))
            .map((finding) => (
              <Finding key={finding.message.en} finding={finding} />
            ))}
          {failure && <Problem message={failure.message} advice={failure.advice} />}
          {sendFailure && <Problem message={sendFailure.message} advice={sendFailure.advice} />}
          {folder.jobsOff && (
            <p class="notice">
              <Marked text={inLanguage(folder.jobsOff)} />
            </p>
          )}
          <p class="actions">
            <button
              type="submit"
              class="primary"
              disabled={isSending || folder.jobsOff !== undefined || preview?.isValid === false}
            >
              {folder.mode === "live" ? say("Export from the real service", "从真实服务导出") : say("Export", "导出")}
            </button>
            <a class="button" href="/jobs/new">
              {say("Start over", "重新填写")}
            </a>
          </p>
        </form>
      </Card>
      <RequestText form={form} preview={preview} />
    </div>
  );
}

function bodyOf(params: URLSearchParams, form: Form): CreateBody {
  if (params.size === 0) return form.example;
  const numbers = new Set(form.fields.filter(({ isNumber }) => isNumber).map(({ name }) => name));
  return Object.fromEntries(
    [...params].map(([name, value]) => [name, numbers.has(name) && /^\d+$/.test(value) ? Number(value) : value]),
  );
}

function queryOf(body: CreateBody): string {
  return new URLSearchParams(Object.entries(body).map(([name, value]) => [name, String(value)])).toString();
}

/** How long typing may pause before the server checks the query. */
const PAUSE_MS = 120;

/** What the server says about a body. It's asked again after each change. */
function usePreview(body: CreateBody): { preview: Preview | undefined; failure: RequestFailure | undefined } {
  const [state, setState] = useState<{ preview: Preview | undefined; failure: RequestFailure | undefined }>({
    preview: undefined,
    failure: undefined,
  });
  useEffect(() => {
    let isLatest = true;
    const timer = setTimeout(() => {
      post<Preview>("/api/preview", body).then(
        (preview) => isLatest && setState({ preview, failure: undefined }),
        (failure) => isLatest && setState(({ preview }) => ({ preview, failure })),
      );
    }, PAUSE_MS);
    return () => {
      isLatest = false;
      clearTimeout(timer);
    };
  }, [body]);
  return state;
}
