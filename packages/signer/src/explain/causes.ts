// Which mistake a difference usually comes from. One function for each part; the first cause that fits.

export function causeOfMethod(ours: string, theirs: string): string {
  if (ours === theirs.toUpperCase()) return "the method was sent in lower case: sign and send it in upper case";
  return theirs === "GET"
    ? "a redirect was followed, which turns a request into a GET: do not follow redirects of signed requests"
    : "something on the way changed the method: a proxy, or a library that overrides methods";
}

export function causeOfPath(ours: string, theirs: string): string {
  if (theirs.replaceAll("%25", "%") === ours) return "the path was encoded twice: encode each segment once";
  if (ours.replaceAll("%25", "%") === theirs)
    return "the path was encoded twice before it was signed: encode each segment once";
  if (loose(ours) === loose(theirs))
    return "the path was decoded or encoded anew on the way: a proxy, or an escaped slash (%2F)";
  if (squeeze(ours) === squeeze(theirs)) {
    return "a slash more or less: a base URL that ends in / before a path that begins with one, or a proxy that removes it";
  }
  if (ours.toLowerCase() === theirs.toLowerCase())
    return "the path differs in letter case: something on the way changed it";
  if (ours.endsWith(theirs)) return "the beginning of the path was dropped on the way: a proxy that strips a prefix";
  if (theirs.endsWith(ours)) return "something was put before the path: a proxy or a base path";
  return "another path arrived: a redirect was followed, or a proxy rewrites paths";
}

export function causeOfQuery(ours: string, theirs: string): string {
  if (ours.replaceAll("%2B", "%20") === theirs.replaceAll("%2B", "%20")) {
    return "a + in the query: one side reads it as a space; write %20 for a space and %2B for a plus";
  }
  if (theirs.replaceAll("%25", "%") === ours) return "the query was encoded twice: encode each value once";
  if (ours.replaceAll("%25", "%") === theirs)
    return "the query was encoded twice before it was signed: encode each value once";
  const [mine, yours] = [pairsOf(ours), pairsOf(theirs)];
  if (sorted(mine) === sorted(yours)) {
    return "the same pairs in another order: sort them by name, repeated ones by value";
  }
  if (loose(ours) === loose(theirs))
    return "the query was decoded or encoded anew on the way: keep A-Z a-z 0-9 - _ . ~ and escape all else";
  const lost = namesOf(without(mine, yours));
  const added = namesOf(without(yours, mine));
  if (added === "") return `${lost} did not arrive: a redirect, a proxy, or a library that leaves out empty values`;
  if (lost === "") return `${added} was added after signing: by a proxy, a redirect, or a library's own parameters`;
  return lost === added ? `the value of ${lost} changed on the way` : `${lost} was signed, ${added} arrived`;
}

export function causeOfHeader(name: string, ours: string, theirs: string | undefined): string {
  if (theirs === undefined || theirs === "")
    return "the header did not arrive: a proxy removed it, or it was signed and not sent";
  if (name === "host") {
    return withoutPort(ours) === withoutPort(theirs)
      ? "the port: drop :443 and :80 where it is the default one, and sign the host as the HTTP library sends it"
      : "the Host changed: a proxy, a tunnel or a CDN in between, or another address than the signed one was called";
  }
  if (name === "x-sdk-date") return "the date changed after signing: it must be sent as it was signed";
  if (ours.toLowerCase() === theirs.toLowerCase())
    return "the value differs in letter case: something on the way changed it";
  if (ours.replace(/\s+/g, "") === theirs.replace(/\s+/g, "")) return "the white space in the value changed on the way";
  if (name === "content-type" && mediaType(ours) === mediaType(theirs)) {
    return "the parameters of the content type changed: set it in full before signing, charset included";
  }
  if (/[^\0-\x7f]/.test(ours + theirs)) return "a value beyond ASCII: the sides read its bytes differently; encode it";
  if (theirs.split(/, ?/).includes(ours)) return "the header arrived more than once: something adds its own";
  return "the value changed after signing: a proxy or the HTTP library sets its own; do not sign headers that others change";
}

export function causeOfNames(ours: string, theirs: string): string {
  return sorted(ours.split(";")) === sorted(theirs.split(";"))
    ? "the same names in another order: sort them by character code"
    : "the Authorization header that arrived is not the one of this request: it was signed twice, or by other code";
}

/** What stays the same when a text is decoded and encoded in different ways. */
function loose(text: string): string {
  return text.replace(/%([\da-f]{2})/gi, (_, digits: string) => String.fromCharCode(Number(`0x${digits}`)));
}

function squeeze(path: string): string {
  return `${path}/`.replace(/\/+/g, "/");
}

function pairsOf(query: string): string[] {
  return query.split("&").filter(Boolean);
}

function sorted(texts: readonly string[]): string {
  return [...texts].sort().join("&");
}

function without(pairs: readonly string[], others: readonly string[]): string[] {
  return pairs.filter((pair) => !others.includes(pair));
}

function namesOf(pairs: readonly string[]): string {
  return [...new Set(pairs.map((pair) => pair.split("=")[0] ?? ""))].join(", ");
}

function withoutPort(host: string): string {
  return host.toLowerCase().replace(/:\d*$/, "");
}

function mediaType(value: string): string {
  return (value.split(";")[0] ?? "").trim().toLowerCase();
}
