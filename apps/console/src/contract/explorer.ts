// The form of a query, and the request that it makes.
import type { NamedCode, Text } from "./base.ts";

/** Made from the spec. */
export interface Form {
  operation: { method: string; path: string; summary: string };
  fields: readonly FormField[];
  /** A valid query for the last whole day. */
  example: CreateBody;
  /** Domains that the folder knows, as suggestions. */
  domains: readonly string[];
}

export interface FormField {
  /** On the wire: `start_time`. */
  name: string;
  label: Text;
  description: Text;
  /** `choice`: one of `values`; `codes`: several of `values`, separated by commas; `names`: names separated by commas; `time`: milliseconds. */
  type: "choice" | "codes" | "names" | "time";
  /** Whether a number is sent. */
  isNumber: boolean;
  /** What the service uses without it. */
  default?: string;
  values: readonly NamedCode[];
  /** Whether other values are accepted. */
  isOpen: boolean;
  isRequired: boolean;
}

/** The body of the create call, as it is on the wire. */
export type CreateBody = Record<string, string | number>;

export interface Preview {
  /** Whether it can be sent. Warnings don't prevent it. */
  isValid: boolean;
  findings: readonly FieldFinding[];
  /** The signed request. Its access key is masked, and nothing lets anyone compute the secret key. */
  request: SignedRequest;
  samples: readonly Sample[];
}

export interface FieldFinding {
  severity: "error" | "warning";
  /** The field of the wire. Empty: the body as a whole. */
  field: string;
  message: Text;
  /** The name of the rule, if one was broken, and its source. */
  rule?: string;
  evidence?: string;
}

export interface SignedRequest {
  method: string;
  url: string;
  headers: readonly Header[];
  body: string;
  canonicalRequest: string;
  stringToSign: string;
  /** Whether it is signed with the example key of the emulator, because there are no credentials. */
  isExample: boolean;
}

export type Header = readonly [name: string, value: string];

export type SampleLanguage = "typescript" | "curl" | "python" | "java" | "go" | "node";

export interface Sample {
  language: SampleLanguage;
  name: string;
  /** The name of the file. */
  file: string;
  /** A whole program. It reads the keys from the environment. */
  code: string;
  /** Files that the program needs beside it. */
  more?: readonly { file: string; code: string }[];
}
