import { countries, isps, provinces } from "@cdn-export/api/values";
import { between } from "../base/hash.ts";
import { type Shares, sharesOf } from "./shares.ts";

/** A place that traffic comes from: the smallest one that a query can select. */
export interface Place {
  mainland: boolean;
  /** The code of a carrier; always `qita` outside mainland China. */
  isp: string;
  country: string;
  /** Empty outside China. */
  province: string;
}

/**
 * All places: mainland China carrier by carrier, then the rest of the world. In this order, the most common selections (an
 * area, a carrier) are one run of neighbours.
 */
const PLACES: readonly Place[] = [
  ...isps.flatMap(({ code: isp }) =>
    provinces
      // The code tables count Hong Kong, Macao and Taiwan as a province. The service areas don't count it as mainland.
      .filter(({ code }) => code !== "gangaotai")
      .map(({ code: province }) => ({ mainland: true, isp, country: "cn", province })),
  ),
  { mainland: false, isp: "qita", country: "cn", province: "gangaotai" },
  ...countries
    .filter(({ code }) => code !== "cn")
    .map(({ code: country }) => ({ mainland: false, isp: "qita", country, province: "" })),
];

/** A run of places: from the first border to the second. */
export type Run = readonly [from: number, to: number];

/** The places that a test accepts, in as few runs as possible. */
export function runsOf(accepts: (place: Place) => boolean): Run[] {
  const runs: [number, number][] = [];
  PLACES.forEach((place, i) => {
    if (!accepts(place)) return;
    const last = runs.at(-1);
    if (last?.[1] === i) last[1] = i + 1;
    else runs.push([i, i + 1]);
  });
  return runs;
}

/** How the traffic of a domain is spread over the places. */
export function placeShares(key: number): Shares {
  const mainland = between(0.7, 0.92, key, 1);
  const weights = PLACES.map((place, i) =>
    place.mainland
      ? mainland * (ISP_WEIGHTS[place.isp] ?? 0.01) * provinceWeight(place.province) * between(0.7, 1.3, key, 2, i)
      : (1 - mainland) * (COUNTRY_WEIGHTS[place.country] ?? 0.008) * between(0.5, 1.5, key, 3, i),
  );
  return sharesOf(weights, key);
}

const ISP_WEIGHTS: Readonly<Record<string, number>> = {
  dianxin: 0.36,
  yidong: 0.33,
  liantong: 0.22,
  tietong: 0.02,
  jiaoyuwang: 0.03,
  pengboshi: 0.02,
  qita: 0.02,
};

/** Rough sizes. Other provinces have 0.02. */
const PROVINCE_WEIGHTS: Readonly<Record<string, number>> = {
  guangdong: 0.14,
  jiangsu: 0.09,
  shandong: 0.08,
  zhejiang: 0.08,
  henan: 0.06,
  sichuan: 0.06,
  beijing: 0.05,
  shanghai: 0.05,
  hubei: 0.04,
  hunan: 0.04,
  hebei: 0.04,
  fujian: 0.04,
  qita: 0.005,
  xizang: 0.002,
  qinghai: 0.003,
  ningxia: 0.004,
};

function provinceWeight(province: string): number {
  return PROVINCE_WEIGHTS[province] ?? 0.02;
}

const COUNTRY_WEIGHTS: Readonly<Record<string, number>> = {
  cn: 0.2,
  us: 0.16,
  jp: 0.08,
  sg: 0.08,
  my: 0.06,
  kr: 0.05,
  th: 0.05,
  de: 0.04,
  gb: 0.04,
  vn: 0.04,
  id: 0.04,
};
