import { describe, expect, it } from "vitest";
import { type Announced, announced } from "../src/announced.ts";
import { findBase } from "../src/base.ts";
import { repository } from "./feature-branch.ts";
import { Repository } from "./repository.ts";

const check = (): Announced => announced(repository.root, findBase(repository.root));
const change = (...names: string[]) => {
  for (const name of names) repository.package(name, {}, "export const changed = true;");
};

describe("every package that has changed is named by a changeset", () => {
  it("else it is named, with what to do", () => {
    change("client", "signer");
    repository.commit("Change");
    expect(check()).toEqual({
      ok: false,
      says: expect.stringMatching(
        /^Changed since \w+, where this branch left main, without a changeset: @cdn-export\/client, @cdn-export\/signer\. Run `npm run changeset`/,
      ),
    });
  });

  it("one that another came with does not do", () => {
    change("client", "signer");
    repository.changeset("mine", "patch", "@cdn-export/signer");
    repository.commit("Change");
    expect(check()).toMatchObject({ ok: false, says: expect.stringContaining(": @cdn-export/client. Run") });
  });

  it("nor does one that was there before the branch", () => {
    change("client");
    repository.commit("Change");
    expect(repository.read(".changeset/earlier.md")).toContain("@cdn-export/client");
    expect(check().ok).toBe(false);
  });

  it("one of its own does, also while it is not committed", () => {
    change("signer");
    repository.changeset("mine", "patch", "@cdn-export/signer");
    expect(check()).toMatchObject({
      ok: true,
      says: expect.stringMatching(/^The changesets name every package that has changed/),
    });
  });

  it("an empty one says that users don't notice the change", () => {
    change("signer");
    repository.changeset("none", "patch");
    repository.commit("Change");
    expect(check().ok).toBe(true);
  });

  it("by the files that users get, including deleted ones", () => {
    repository.write(
      ".changeset/config.json",
      '{ "baseBranch": "main", "changedFilePatterns": ["src/**", "package.json"] }',
    );
    repository.write("packages/signer/test/sign.test.ts", "");
    repository.commit("Test");
    expect(check().ok).toBe(true);
    repository.remove("packages/signer/src/index.ts");
    repository.commit("Remove");
    expect(check().says).toContain("@cdn-export/signer");
  });

  it("in a clone without a branch main too", () => {
    change("signer");
    repository.commit("Change");
    const clone = new Repository();
    clone.git("clone", "--quiet", "--branch=feature", `file://${repository.root}`, ".");
    clone.git("checkout", "--quiet", "--detach");
    clone.git("branch", "--delete", "--force", "--quiet", "feature");
    expect(clone.git("branch", "--list", "main")).toBe("");
    expect(announced(clone.root, findBase(clone.root)).ok).toBe(false);
    clone.remove("");
  });
});

it("a release passes without changesets, because it has deleted them", () => {
  repository.remove(".changeset/earlier.md");
  repository.package("signer", {}, "", "1.0.1");
  repository.commit("Release");
  expect(check()).toMatchObject({
    ok: true,
    says: expect.stringMatching(/^A release is being made: @cdn-export\/signer, compared with/),
  });
});

describe("before the first release, every package needs a changeset", () => {
  const release = (version: string) => {
    for (const name of ["api", "client", "signer"]) repository.package(name, {}, "", version);
  };

  it("and is named without one", () => {
    release("0.0.0");
    repository.commit("Begin");
    expect(check()).toEqual({
      ok: false,
      says: expect.stringMatching(/^Nothing is released yet, and no changeset names @cdn-export\/signer\. Run/),
    });
  });

  it("which may be older than the branch", () => {
    release("0.0.0");
    repository.changeset("first-signer", "minor", "@cdn-export/signer");
    repository.commit("Begin");
    expect(check()).toEqual({
      ok: true,
      says: "Nothing is released yet: the pending changesets name every package.",
    });
  });
});
