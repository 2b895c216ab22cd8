import { describe, expect, it } from "vitest";
import { findBase } from "../src/base.ts";
import { settled } from "../src/settled.ts";
import { repository } from "./feature-branch.ts";
import { Repository } from "./repository.ts";

const reason = () => settled(repository.root, findBase(repository.root));

describe("a changeset is not asked for", () => {
  it("when versions have moved: a release has used the changesets up", () => {
    repository.remove(".changeset/earlier.md");
    repository.package("signer", {}, "", "1.0.1");
    repository.commit("Release");
    expect(reason()).toMatch(/^A release is being made: @cdn-export\/signer, compared with/);
  });

  it("before the first release, of which the pending ones tell", () => {
    for (const name of ["api", "client", "signer"])
      repository.package(name, {}, "export const changed = true;", "0.0.0");
    repository.commit("Change");
    expect(reason()).toMatch(/^Nothing is released yet/);
  });

  it("when one is there that is not committed yet", () => {
    repository.package("signer", {}, "export const changed = true;");
    repository.changeset("mine", "patch", "@cdn-export/signer");
    expect(reason()).toBe("A changeset is there that is not committed yet: .changeset/mine.md.");
  });
});

it("is left to changesets where neither is so, in a clone without a branch main too", () => {
  repository.package("signer", {}, "export const changed = true;");
  repository.commit("Change");
  expect(reason()).toBeUndefined();
  const clone = new Repository();
  clone.git("clone", "--quiet", "--branch=feature", `file://${repository.root}`, ".");
  clone.git("checkout", "--quiet", "--detach");
  clone.git("branch", "--delete", "--force", "--quiet", "feature");
  expect(clone.git("branch", "--list", "main")).toBe("");
  expect(settled(clone.root, findBase(clone.root))).toBeUndefined();
  clone.remove("");
});
