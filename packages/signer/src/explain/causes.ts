// The usual cause of a difference. Each part of a request has a function, which returns the first cause that fits.

export function causeOfMethod(ours: string, theirs: string): string {
  if (ours === theirs.toUpperCase()) return "the method was sent in lower case: sign and send it in upper case";
  return theirs === "GET"
    ? "a redirect was followed, which turned the request into a GET: don't follow redirects of signed requests"
    : "a proxy or a library that overrides methods changed the method";
}

export function causeOfPath(ours: string, theirs: string): string {
  if (theirs.replaceAll("%25", "%") === ours) return "the path was encoded twice: encode each segment once";
  if (ours.replaceAll("%25", "%") === theirs)
    return "the path was encoded twice before it was signed: encode each segment once";
  if (loose(ours) === loose(theirs))
    return "the path was decoded or encoded again on the way: by a proxy, or because of an escaped slash (%2F)";
  if (squeeze(ours) === squeeze(theirs)) {
    return "one slash differs: a base URL ends in / and the path begins with one, or a proxy removes a slash";
  }
  if (ours.toLowerCase() === theirs.toLowerCase()) return "the letter case of the path changed on the way";
  if (ours.endsWith(theirs)) return "the beginning of the path is missing: a proxy strips a prefix";
  if (theirs.endsWith(ours)) return "the path has a new prefix: from a proxy or a base path";
  return "another path arrived: a redirect was followed, or a proxy rewrites paths";
}

export function causeOfQuery(ours: string, theirs: string): string {
  if (ours.replaceAll("%2B", "%20") === theirs.replaceAll("%2B", "%20")) {
    return "the query has a +, which one side reads as a space: write %20 for a space and %2B for a plus";
  }
  if (theirs.replaceAll("%25", "%") === ours) return "the query was encoded twice: encode each value once";
  if (ours.replaceAll("%25", "%") === theirs)
    return "the query was encoded twice before it was signed: encode each value once";
  const [mine, yours] = [pairsOf(ours), pairsOf(theirs)];
  if (sorted(mine) === sorted(yours)) {
    return "the pairs are in a different order: sort them by name, repeated ones by value";
  }
  if (loose(ours) === loose(theirs))
    return "the query was decoded or encoded again on the way: keep A-Z a-z 0-9 - _ . ~ and escape everything else";
  const lost = namesOf(without(mine, yours));
  const added = namesOf(without(yours, mine));
  if (added === "")
    return `${lost} didn't arrive: removed by a redirect, a proxy, or a library that leaves out empty values`;
  if (lost === "") return `${added} was added after signing: by a proxy, a redirect, or a library's own parameters`;
  return lost === added ? `the value of ${lost} changed on the way` : `${lost} was signed, ${added} arrived`;
}

export function causeOfHeader(name: string, ours: string, theirs: string | undefined): string {
  if (theirs === undefined || theirs === "")
    return "the header didn't arrive: a proxy removed it, or it was signed and not sent";
  if (name === "host") {
    return withoutPort(ours) === withoutPort(theirs)
      ? "the port differs: remove the default ports :443 and :80, and sign the host as the HTTP library sends it"
      : "the host changed: by a proxy, a tunnel or a CDN, or because the request went to another address than the signed one";
  }
  if (name === "x-sdk-date") return "the date changed after signing: send it as it was signed";
  if (ours.toLowerCase() === theirs.toLowerCase()) return "the letter case of the value changed on the way";
  if (ours.replace(/\s+/g, "") === theirs.replace(/\s+/g, "")) return "the white space in the value changed on the way";
  if (name === "content-type" && mediaType(ours) === mediaType(theirs)) {
    return "the parameters of the content type changed: set the full type before signing, including the charset";
  }
  if (/[^\0-\x7f]/.test(ours + theirs))
    return "the value isn't ASCII, and the sides read its bytes differently: encode it";
  if (theirs.split(/, ?/).includes(ours)) return "the header arrived more than once: a proxy or library adds another";
  return "the value changed after signing: a proxy or the HTTP library replaces it; don't sign headers that others change";
}

export function causeOfNames(ours: string, theirs: string): string {
  return sorted(ours.split(";")) === sorted(theirs.split(";"))
    ? "the names are in a different order: sort them by character code"
    : "another Authorization header arrived: the request was signed twice, or by other code";
}

/** Texts that differ only in their escapes become equal. */
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
