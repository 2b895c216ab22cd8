import { between, hash, pick, unit } from "../base/hash.ts";
import { type Shares, sharesOf } from "./shares.ts";
import type { Profile } from "./traffic.ts";

/** The kinds of top lists. Paths are the URLs without their queries, so they have no shares of their own. */
export type TopKind = "url" | "path" | "ua" | "referer" | "ip";

/** How the requests of a domain are spread over labels, most requested first. */
export interface TopShares {
  labels: readonly string[];
  /** The shares of requests and bytes. The part after the last label is the long tail, which no list shows. */
  requests: Shares;
  bytes: Shares;
}

export function topShares(kind: TopKind, profile: Profile): TopShares {
  const entries = ENTRIES[kind](profile);
  const tail = entries.reduce((sum, { weight }) => sum + weight, 0) * TAIL;
  const key = hash(profile.key, KIND_KEYS[kind]);
  return {
    labels: entries.map(({ label }) => label),
    requests: sharesOf([...entries.map(({ weight }) => weight), tail], key),
    bytes: sharesOf([...entries.map(({ weight, size }) => weight * size), tail], key ^ 1),
  };
}

/** The size of the long tail, relative to the sum of the labels. */
const TAIL = 0.12;

/** URLs and paths share a key, so that a path has the sum of its URLs. */
const KIND_KEYS: Readonly<Record<TopKind, number>> = { url: 41, path: 41, ua: 42, referer: 43, ip: 44 };

interface Entry {
  label: string;
  weight: number;
  /** The size of a response, relative to the others. */
  size: number;
}

const ENTRIES: Readonly<Record<TopKind, (profile: Profile) => Entry[]>> = {
  url: (profile) => pages(profile, (path, query) => `https://${profile.domain}${path}${query}`),
  path: (profile) => pages(profile, (path) => path),
  ua: ({ key }) => USER_AGENTS.map((label, i) => ({ label, weight: weightOf(i, key, 51), size: sizeOf(key, 52, i) })),
  referer: (profile) => Array.from({ length: 150 }, (_, i) => referer(profile, i)),
  ip: ({ key }) =>
    Array.from({ length: 400 }, (_, i) => ({ label: address(key, i), weight: weightOf(i, key, 53), size: 1 })),
};

/** Zipf's law with some noise: the first is much larger than the tenth, and the tenth much larger than the hundredth. */
function weightOf(rank: number, key: number, topic: number): number {
  return between(0.85, 1.15, key, topic, rank) / (rank + 2) ** 0.9;
}

function sizeOf(key: number, topic: number, i: number): number {
  return 10 ** between(-0.5, 0.5, key, topic, i);
}

const PATHS = 220;
/** How the requests of a path are spread over its URLs: without a query, and with one or two queries. */
const VARIANTS: readonly (readonly number[])[] = [[1], [0.8, 0.2], [0.6, 0.3, 0.1]];

function pages({ key }: Profile, label: (path: string, query: string) => string): Entry[] {
  return Array.from({ length: PATHS }, (_, rank) => {
    const path = pathOf(key, rank);
    const weight = weightOf(rank, key, 61);
    const size = sizeOf(key, 62, rank);
    const variants = VARIANTS[hash(key, 63, rank) % VARIANTS.length] ?? [1];
    return variants.map((part, i) => ({
      label: label(path, i === 0 ? "" : `?v=${1 + (hash(key, 64, rank, i) % 900)}`),
      weight: weight * part,
      size,
    }));
  }).flat();
}

const FOLDERS = ["images", "static", "media", "assets", "video", "news", "download"] as const;
const NAMES = ["banner", "cover", "app", "main", "clip", "article", "logo", "setup", "index", "photo"] as const;
const TYPES = ["jpg", "png", "js", "css", "mp4", "ts", "html", "webp", "zip", "json"] as const;

/** The rank in the name makes paths unique. */
function pathOf(key: number, rank: number): string {
  const month = 1 + (hash(key, 74, rank) % 12);
  const folder = unit(key, 71, rank) < 0.4 ? `/2026/${String(month).padStart(2, "0")}` : "";
  return `/${pick(FOLDERS, key, 72, rank)}${folder}/${pick(NAMES, key, 73, rank)}-${rank}.${pick(TYPES, key, 75, rank)}`;
}

function referer({ key, domain }: Profile, i: number): Entry {
  const own = `https://${domain}/${pick(FOLDERS, key, 81, i)}/${i}.html`;
  const other = `https://partner-${hash(key, 82, i) % 60}.example.net/page/${i}`;
  // The first is traffic without a referer, as access logs write it.
  const label = i === 0 ? "-" : unit(key, 83, i) < 0.5 ? own : other;
  return { label, weight: weightOf(i, key, 84), size: sizeOf(key, 85, i) };
}

/** Addresses from ranges that are reserved for benchmarks and documentation, so they belong to no real visitor. */
function address(key: number, i: number): string {
  const n = hash(key, 91, i);
  if (i % 12 === 11) return `2001:db8:${(n & 0xffff).toString(16)}::${i.toString(16)}`;
  return `198.${18 + (i & 1)}.${n % 256}.${(i >> 1) % 256}`;
}

const CHROMES = [118, 120, 122, 124, 126, 128, 130, 131];
const USER_AGENTS: readonly string[] = [
  ...CHROMES.flatMap((version) => [
    `Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${version}.0.0.0 Safari/537.36`,
    `Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${version}.0.0.0 Mobile Safari/537.36`,
    `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${version}.0.0.0 Safari/537.36`,
  ]),
  ...["15.6", "16.4", "16.6", "17.1", "17.5", "18.0"].flatMap((version) => [
    `Mozilla/5.0 (iPhone; CPU iPhone OS ${version.replace(".", "_")} like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/${version} Mobile/15E148 Safari/604.1`,
    `Mozilla/5.0 (iPad; CPU OS ${version.replace(".", "_")} like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/${version} Mobile/15E148 Safari/604.1`,
  ]),
  ...[115, 121, 128].map(
    (version) => `Mozilla/5.0 (X11; Linux x86_64; rv:${version}.0) Gecko/20100101 Firefox/${version}.0`,
  ),
  "okhttp/4.12.0",
  "Dalvik/2.1.0 (Linux; U; Android 12)",
  "curl/8.5.0",
  "python-requests/2.31.0",
  'ExamplePlayer/3.2 (TV; model="E-55, 4K")',
];
