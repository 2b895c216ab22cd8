// The windows that jobs export: those of the calendar, and those of the form.
import type { ExportQuery } from "@cdn-export/client";
import { fingerprint, GMT8_MS, queryProperties } from "@cdn-export/client/internal";
import { type ExportWindow, type PlanOptions, plan, type WindowRecord } from "@cdn-export/sync";
import type { StatedWindow } from "@cdn-export/sync/folder";
import type { CreateBody } from "../../contract.ts";

/** The window of the calendar, with the ID that its plan gives it. */
export function windowOf(stated: StatedWindow): ExportWindow {
  const { id, query, action, from, to } = stated;
  const planId = stated.plan === undefined ? {} : { plan: stated.plan };
  if (id === undefined) return { ...(planned(query) ?? custom(query)), ...planId };
  const [, label = "", domain = ""] = id.split("/");
  return { id, query, action, domain, from, to, label, ...planId };
}

/** The window of a query from the form. It belongs to no plan: the calendar doesn't expect it on other days. */
export function windowOfBody(body: CreateBody, records: ReadonlyMap<string, WindowRecord>): ExportWindow {
  const query = queryOf(body);
  const { plan: _, ...window } = planned(query) ?? custom(query);
  const known = records.get(window.id);
  if (known) return { ...window, ...(known.plan !== undefined && { plan: known.plan }) };
  // The default names of files don't contain other fields, so two queries would have the same file.
  const [, , , suffix] = window.id.split("/");
  return suffix === undefined ? window : { ...window, domain: `${window.domain}-${suffix}` };
}

/** The fields of the wire as properties of a query. */
function queryOf(body: CreateBody): ExportQuery {
  const properties = Object.entries(body).map(([field, value]) => {
    const property = queryProperties[field as keyof typeof queryProperties];
    const isList = LISTS.has(property) && value !== "all";
    return [property, isList ? String(value).split(",") : value];
  });
  return Object.fromEntries(properties) as ExportQuery;
}

const LISTS: ReadonlySet<string> = new Set(["domains", "countries", "provinces", "isps"]);

/** The window that `plan` makes for the query, if it is a whole hour, day or month. */
function planned(query: ExportQuery): ExportWindow | undefined {
  const { action, domains, ...fields } = query;
  const batch = domains === "all" ? 1 : domains.length;
  for (const per of ["day", "month", "hour"] as const) {
    try {
      const [window, ...more] = plan({ ...fields, actions: [action], domains, per, batch } as PlanOptions);
      if (window && more.length === 0 && window.from === query.from && window.to === query.to) return window;
    } catch {
      // Not every action can be planned by hour. Mistakes are found before this.
    }
  }
  return undefined;
}

/** A window of any other length. */
function custom(query: ExportQuery): ExportWindow {
  const { action, domains, ...fields } = query;
  const [from, to] = [Number(query.from), Number(query.to)];
  const label = `${stamp(from)}_${stamp(to)}`;
  const domain = domains === "all" ? "all" : domains.length === 1 ? String(domains[0]) : `${domains.length}-domains`;
  const id = `${action}/${label}/${domain}/${fingerprint(JSON.stringify([domains, Object.entries(fields).sort()]))}`;
  return { id, query, action, domain, from, to, label };
}

/** `2026-11-01` or `2026-11-01T0830`, in GMT+8. */
function stamp(ms: number): string {
  const text = new Date(ms + GMT8_MS).toISOString();
  return text.slice(11, 16) === "00:00" ? text.slice(0, 10) : text.slice(0, 16).replaceAll(":", "");
}
