// One field of the form, with what is wrong with its value.
import type { VNode } from "preact";
import type { FieldFinding, FormField, NamedCode } from "../../../contract.ts";
import { minuteText, timeOf } from "../../base/format.ts";
import { inLanguage, say } from "../../base/language.ts";
import { DraftInput } from "../../parts/draft-input.tsx";
import { Marked } from "../../parts/marked.tsx";
import { Menu } from "../../parts/menu.tsx";

interface FieldProps {
  field: FormField;
  /** Suggestions for names. */
  domains: readonly string[];
  value: string | number | undefined;
  findings: readonly FieldFinding[];
  onChange: (value: string | number | undefined) => void;
}

export function Field({ field, domains, value, findings, onChange }: FieldProps): VNode {
  const { name, label, description, isRequired } = field;
  const id = `field-${name}`;
  const isWrong = findings.some(({ severity }) => severity === "error");
  const control = {
    id,
    "aria-describedby": `${id}-note${findings.length > 0 ? ` ${id}-findings` : ""}`,
    "aria-invalid": isWrong,
    required: isRequired,
  };
  return (
    <div class={`field ${isWrong ? "wrong" : ""}`}>
      <label for={id}>
        {inLanguage(label)} <code>{name}</code>
      </label>
      {field.type === "choice" && <ChoiceControl {...{ field, value, onChange, control }} />}
      {field.type === "time" && <TimeControl {...{ field, value, onChange, control }} />}
      {field.type === "codes" && <CodesControl {...{ field, value, onChange, control }} />}
      {field.type === "names" && (
        <>
          <input
            {...control}
            type="text"
            spellcheck={false}
            list={`${id}-list`}
            value={value ?? ""}
            onInput={({ currentTarget }) => onChange(currentTarget.value)}
          />
          <datalist id={`${id}-list`}>
            {["all", ...domains].map((domain) => (
              <option key={domain} value={domain} />
            ))}
          </datalist>
        </>
      )}
      <p class="note" id={`${id}-note`}>
        <Marked text={inLanguage(description)} />
      </p>
      {findings.length > 0 && (
        <div id={`${id}-findings`} aria-live="polite">
          {findings.map((finding) => (
            <Finding key={finding.message.en} finding={finding} />
          ))}
        </div>
      )}
    </div>
  );
}

export function Finding({ finding: { severity, message, evidence } }: { finding: FieldFinding }): VNode {
  return (
    <p class={`finding ${severity}`} title={evidence && say(`Source: ${evidence}`, `来源：${evidence}`)}>
      <b>{severity === "error" ? say("Error", "错误") : say("Warning", "警告")}</b>{" "}
      <Marked text={inLanguage(message)} />
    </p>
  );
}

interface ControlProps {
  field: FormField;
  value: string | number | undefined;
  onChange: (value: string | number | undefined) => void;
  control: { id: string; "aria-describedby": string; "aria-invalid": boolean; required: boolean };
}

function nameOf(value: NamedCode): string {
  return `${inLanguage(value)} (${value.code})`;
}

function ChoiceControl({ field, value, onChange, control }: ControlProps): VNode {
  const fallback = field.values.find(({ code }) => code === field.default);
  return (
    <select
      {...control}
      value={String(value ?? "")}
      onChange={({ currentTarget }) =>
        onChange(field.isNumber && currentTarget.value ? Number(currentTarget.value) : currentTarget.value)
      }
    >
      <option value="">
        {fallback ? say(`not sent: ${nameOf(fallback)}`, `不发送：${nameOf(fallback)}`) : say("not sent", "不发送")}
      </option>
      {field.values.map((one) => (
        <option key={one.code} value={one.code}>
          {nameOf(one)}
        </option>
      ))}
    </select>
  );
}

function TimeControl({ value, onChange, control }: ControlProps): VNode {
  return (
    <span class="time-control">
      <DraftInput
        {...control}
        type="datetime-local"
        step={300}
        value={typeof value === "number" ? minuteText(value).replace(" ", "T") : ""}
        onChange={({ currentTarget }) => onChange(timeOf(currentTarget.value))}
      />
      <span class="zone">GMT+8</span>
      {value !== undefined && <code>{value}</code>}
    </span>
  );
}

function CodesControl({ field, value, onChange, control }: ControlProps): VNode {
  const chosen = String(value ?? "")
    .split(",")
    .filter(Boolean);
  return (
    <span class="codes-control">
      <input
        {...control}
        type="text"
        spellcheck={false}
        value={value ?? ""}
        onInput={({ currentTarget }) => onChange(currentTarget.value)}
      />
      <Menu
        label={say("Choose", "选择")}
        all=""
        options={field.values.map((one) => ({ value: one.code, text: nameOf(one) }))}
        chosen={chosen}
        onChoose={(codes) => onChange(codes.join(","))}
      />
    </span>
  );
}
