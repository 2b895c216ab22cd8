// Small parts that every view has.
import type { ComponentChildren, VNode } from "preact";
import type { Failure } from "../../contract.ts";
import { inLanguage, say } from "../base/language.ts";
import type { Loaded } from "../base/load.ts";
import { Marked } from "./marked.tsx";

interface CardProps {
  title: string;
  /** Buttons and links at the right of the title. */
  tools?: ComponentChildren;
  class?: string;
  children: ComponentChildren;
}

export function Card({ title, tools, class: kind = "", children }: CardProps): VNode {
  return (
    <section class={`card ${kind}`}>
      <header>
        <h2>{title}</h2>
        {tools && <div class="tools">{tools}</div>}
      </header>
      {children}
    </section>
  );
}

/** Says what went wrong, and what to do. */
export function Problem({ message, advice }: { message: string; advice?: string | undefined }): VNode {
  return (
    <div class="problem" role="alert">
      <p>
        <Marked text={message} />
      </p>
      {advice && (
        <p class="advice">
          <Marked text={advice} />
        </p>
      )}
    </div>
  );
}

/** A failure as the server describes it. */
export function FailureText({ of }: { of: Failure }): VNode {
  const { message, advice, code, requestId } = of;
  return (
    <div class="problem" role="alert">
      <p>
        <Marked text={inLanguage(message)} /> <code>{code}</code>
      </p>
      {advice && (
        <p class="advice">
          <Marked text={inLanguage(advice)} />
        </p>
      )}
      {requestId && (
        <p class="advice">
          {say("Request ID", "请求 ID")} <code>{requestId}</code>
        </p>
      )}
    </div>
  );
}

/** The data of a request, or why there is none. */
export function Ready<T>({ of, children }: { of: Loaded<T>; children: (data: T) => ComponentChildren }): VNode {
  return (
    <>
      {of.failure && <Problem message={of.failure.message} advice={of.failure.advice} />}
      {of.data === undefined && of.isLoading && (
        <p class="loading" role="status">
          {say("Loading…", "正在加载…")}
        </p>
      )}
      {of.data !== undefined && children(of.data)}
    </>
  );
}

interface ChoiceProps<T extends string> {
  label: string;
  options: readonly { value: T; text: string }[];
  value: T;
  onChoose: (value: T) => void;
}

/** A few options of which one is chosen, side by side. */
export function Choice<T extends string>({ label, options, value, onChoose }: ChoiceProps<T>): VNode {
  return (
    <fieldset class="choice">
      <legend class="hidden">{label}</legend>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === value}
          onClick={() => onChoose(option.value)}
        >
          {option.text}
        </button>
      ))}
    </fieldset>
  );
}

/** A progress bar with its text. Without a value, the share is unknown. */
export function Progress({ label, value, max = 1 }: { label: string; value?: number; max?: number }): VNode {
  return (
    <label class="progress">
      <span>{label}</span>
      <progress max={max} value={value} />
    </label>
  );
}

/** A link that saves a file. */
export function CsvLink({ href }: { href: string }): VNode {
  return (
    <a class="button small" href={href} download>
      {say("csv", "csv")}
    </a>
  );
}
