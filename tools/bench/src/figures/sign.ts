// A 300-byte POST, signed: against the bare crypto work, and against the official signer.
import { createHmac, createSecretKey, hash } from "node:crypto";
import { createRequire } from "node:module";
import { canonicalRequest, stringToSign } from "@cdn-export/signer";
import { signSync } from "@cdn-export/signer/node";
import { compareSync } from "../measure.ts";
import { type Program, program } from "../program.ts";
import { OFFICIAL } from "../versions.ts";

const require = createRequire(import.meta.url);

const credentials = { ak: "FAKEAK00000000000001", sk: "not-a-secret-not-a-secret-not-a-secret00" };
const url = "https://cdn.myhuaweicloud.com/v1/cdn/statistics/export-tasks";
const fields = {
  action: "top_url_detail",
  domain_name: "www.example.com",
  start_time: 1793462400000,
  end_time: 1794067200000,
};
const body = JSON.stringify({ ...fields, isp: "x".repeat(300 - JSON.stringify({ ...fields, isp: "" }).length) });
const headers = { "content-type": "application/json" };

export const sign: Program = program(
  {
    "sign-against-crypto": {
      what: "`signSync` of a 300-byte POST",
      rival: "the bare crypto work (two hashes, one HMAC with a kept key)",
      unit: "x",
      budget: 1.8,
    },
    "sign-against-official": { what: "signatures a second", rival: OFFICIAL, unit: "x", budget: 2, atLeast: true },
  },
  async (quick) => {
    const times = quick ? { rounds: 9, count: 2_000, warmUp: 1 } : { rounds: 31, count: 5_000, warmUp: 1 };
    const ours = () => signSync({ method: "POST", url, headers, body }, credentials);

    const key = createSecretKey(credentials.sk, "utf8");
    const { canonical, toSign } = textsOf(ours().headers);
    const bare = compareSync(times, ours, () => {
      hash("sha256", body, "hex");
      hash("sha256", canonical, "hex");
      return createHmac("sha256", key).update(toSign).digest("hex");
    });

    const { AKSKSigner } = require("@huaweicloud/huaweicloud-sdk-core/auth/AKSKSigner") as {
      AKSKSigner: { sign(request: object, credentials: object): object };
    };
    const data = JSON.parse(body);
    const officialCredentials = { getAk: () => credentials.ak, getSk: () => credentials.sk };
    const official = compareSync(times, ours, () =>
      AKSKSigner.sign(
        { endpoint: url, url, method: "POST", headers: { ...headers }, queryParams: {}, data },
        officialCredentials,
      ),
    );
    return {
      "sign-against-crypto": {
        value: bare.ratio,
        detail: `${bare.ours.toFixed(1)} against ${bare.theirs.toFixed(1)} µs`,
      },
      "sign-against-official": {
        value: 1 / official.ratio,
        detail: `${Math.round(1e6 / official.ours)} against ${Math.round(1e6 / official.theirs)} /s`,
      },
    };
  },
);

/** The two texts of this signature. */
function textsOf(signed: Record<string, string>): { canonical: string; toSign: string } {
  const canonical = canonicalRequest({ method: "POST", url, headers: signed }, hash("sha256", body, "hex"));
  return { canonical, toSign: stringToSign(signed["x-sdk-date"] ?? "", hash("sha256", canonical, "hex")) };
}
