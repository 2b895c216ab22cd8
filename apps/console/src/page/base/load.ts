// Data of the server. While new data loads, a view keeps showing the data that it has.
import { useEffect, useState } from "preact/hooks";
import type { ApiFailure } from "../../contract.ts";
import { inLanguage, say } from "./language.ts";

/** What the server, or the connection to it, says about a request that failed. */
export class RequestFailure extends Error {
  readonly status: number;
  /** What to do. */
  readonly advice: string | undefined;
  constructor(status: number, message: string, advice?: string) {
    super(message);
    this.status = status;
    this.advice = advice;
  }
}

export interface Loaded<T> {
  data: T | undefined;
  failure: RequestFailure | undefined;
  isLoading: boolean;
}

/** Sends a request and reads its JSON. @throws RequestFailure */
export async function request<T>(url: string, init: RequestInit = {}): Promise<T> {
  let response: Response;
  try {
    response = await fetch(url, { ...init, headers: { accept: "application/json", ...init.headers } });
  } catch (error) {
    if ((error as Error).name === "AbortError") throw error;
    throw new RequestFailure(0, ...STOPPED);
  }
  if (response.status === 401) throw new RequestFailure(401, ...NO_SESSION);
  const body: unknown = await response.json().catch(() => undefined);
  if (!response.ok) throw failureOf(response.status, body as Partial<ApiFailure> | undefined);
  return body as T;
}

function failureOf(status: number, body: Partial<ApiFailure> | undefined): RequestFailure {
  if (body?.error === undefined) return new RequestFailure(status, `HTTP ${status}`);
  const { message, advice } = body.error;
  return new RequestFailure(status, inLanguage(message), advice && inLanguage(advice));
}

export function post<T>(url: string, body: unknown): Promise<T> {
  return request<T>(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}

const STOPPED: readonly [string, string] = [
  say("The console isn't running.", "控制台未运行。"),
  say(
    "Start it again with `cdn-export ui`, then open the address that it prints.",
    "请重新运行 `cdn-export ui`，然后打开它显示的地址。",
  ),
];
const NO_SESSION: readonly [string, string] = [
  say("This browser isn't signed in to the console.", "此浏览器尚未登录控制台。"),
  say(
    "Open the address that `cdn-export ui` printed. It works once: start the console again for a new one.",
    "请打开 `cdn-export ui` 显示的地址。该地址只能使用一次：如需新地址，请重新启动控制台。",
  ),
];

/** The data at an address, or of no address. A change of `version` loads it again. */
export function useData<T>(url: string | undefined, version = 0): Loaded<T> {
  const [state, setState] = useState<Loaded<T>>({ data: undefined, failure: undefined, isLoading: url !== undefined });
  // The version says that the same address has other data.
  useEffect(() => {
    if (url === undefined) return setState({ data: undefined, failure: undefined, isLoading: false });
    const controller = new AbortController();
    setState((before) => ({ ...before, isLoading: true }));
    request<T>(url, { signal: controller.signal }).then(
      (data) => setState({ data, failure: undefined, isLoading: false }),
      (failure) => {
        // The data of another address must not stand for what couldn't be loaded. Without a server, what is shown stays.
        const isKept = failure instanceof RequestFailure && failure.status === 0;
        if (!controller.signal.aborted)
          setState(({ data }) => ({ data: isKept ? data : undefined, failure, isLoading: false }));
      },
    );
    return () => controller.abort();
  }, [url, version]);
  return state;
}
