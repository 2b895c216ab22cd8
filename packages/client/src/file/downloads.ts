import type { Traffic } from "../call/transport.ts";

/** Requests for download links. Anyone who has a link has the file, so no one sees more of it than its origin. */
export const DOWNLOADS: Traffic = {
  what: "The download",
  shown: (link) => new URL(link).origin,
  secretsIn(link) {
    const { href, pathname, search, searchParams } = new URL(link);
    const written = search
      .slice(1)
      .split("&")
      .map((pair) => pair.slice(pair.indexOf("=") + 1));
    return [href, pathname + search, search, pathname, ...searchParams.values(), ...written];
  },
};
