// The URL is the state of a view: what is selected can be bookmarked, and the back button undoes it.
import { useEffect, useState } from "preact/hooks";

export interface Route {
  /** `/jobs/7` is `["jobs", "7"]`. */
  path: readonly string[];
  params: URLSearchParams;
}

const listeners = new Set<() => void>();

function current(): Route {
  return {
    path: location.pathname.split("/").filter(Boolean).map(decodeURIComponent),
    params: new URLSearchParams(location.search),
  };
}

/** Goes to an address of this page. `replace` is for changes that the back button shouldn't undo one by one. */
export function navigate(href: string, { replace = false }: { replace?: boolean } = {}): void {
  if (href === location.pathname + location.search) return;
  if (replace) history.replaceState(null, "", href);
  else history.pushState(null, "", href);
  for (const listener of listeners) listener();
}

/** The address of this view with other parameters. An empty or missing value removes the parameter. */
export function hrefWith(changes: Readonly<Record<string, string | number | undefined>>): string {
  const params = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined || value === "") params.delete(name);
    else params.set(name, String(value));
  }
  const query = params.toString();
  return location.pathname + (query && `?${query}`);
}

export function useRoute(): Route {
  const [route, setRoute] = useState(current);
  useEffect(() => {
    const update = () => setRoute(current());
    listeners.add(update);
    addEventListener("popstate", update);
    return () => {
      listeners.delete(update);
      removeEventListener("popstate", update);
    };
  }, []);
  return route;
}

/** Links to views don't load the page again. Links to files, and clicks that open another tab, are the browser's. */
export function followLinks(root: HTMLElement): void {
  root.addEventListener("click", (event) => {
    const link = (event.target as Element).closest?.("a");
    if (!link || link.target || link.hasAttribute("download") || link.origin !== location.origin) return;
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    // The link past the navigation to the content of the same view.
    if (link.hash) return;
    event.preventDefault();
    navigate(link.pathname + link.search);
  });
}
