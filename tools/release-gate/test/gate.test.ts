import { describe, expect, it } from "vitest";
import { repository } from "./feature-branch.ts";
import { Repository } from "./repository.ts";

const narrow = () => repository.edit("spec/openapi.yaml", "enum: [300, 3600]", "enum: [3600]");

describe("the gate", () => {
  it("passes if nothing has changed", async () => {
    expect(await repository.specDiff("--gate")).toMatchObject({
      code: 0,
      out: expect.stringContaining(": none"),
      err: "",
    });
  });

  it("fails without a changeset, and names the command that writes it", async () => {
    narrow();
    repository.commit("Narrow");
    const { code, out, err } = await repository.specDiff("--gate");
    expect(code).toBe(1);
    expect(out).toContain("  createExportTask request: interval lost value 300: major");
    expect(err.split("\n")).toEqual([
      "@cdn-export/api needs a major bump, but gets none.",
      "@cdn-export/client needs a major bump, but gets none.",
      "To write the changeset: npm run spec:diff -- --write",
    ]);
  });

  it("does not count a changeset that was there before the change", async () => {
    expect(repository.read(".changeset/earlier.md")).toContain("major");
    narrow();
    expect(await repository.specDiff("--gate")).toMatchObject({ code: 1 });
  });

  it("fails with a changeset for a smaller bump or another package", async () => {
    narrow();
    repository.changeset("mine", "minor", "@cdn-export/api");
    repository.changeset("other", "major", "@cdn-export/signer");
    const { code, err } = await repository.specDiff("--gate");
    expect(code).toBe(1);
    expect(err).toContain("@cdn-export/api needs a major bump, but gets a minor one.");
    // A patch, because its dependency, the api package, is released again.
    expect(err).toContain("@cdn-export/client needs a major bump, but gets a patch one.");
    expect(err).not.toContain("signer");
  });

  it("passes with a changeset for the same or a larger bump", async () => {
    repository.edit("spec/openapi.yaml", "service_area: global", "service_area: mainland_china");
    repository.changeset("mine", "major", "@cdn-export/api");
    expect(await repository.specDiff("--gate")).toMatchObject({ code: 0, err: "" });
  });

  it("passes if a release has deleted the changesets", async () => {
    narrow();
    repository.package("api", {}, "", "2.0.0");
    repository.package(
      "client",
      { "@cdn-export/api": "workspace:*" },
      'import type { paths } from "@cdn-export/api";',
      "2.0.0",
    );
    expect(await repository.specDiff("--gate")).toMatchObject({ code: 0, err: "" });
  });

  it("passes if the spec is only refactored", async () => {
    repository.edit("spec/openapi.yaml", "enum: [300, 3600]", "enum: [3600, 300]");
    repository.edit(
      "spec/openapi.yaml",
      'group_by: { $ref: "#/components/schemas/GroupBy" }',
      'group_by: { allOf: [{ $ref: "#/components/schemas/GroupBy" }] }',
    );
    expect(await repository.specDiff("--gate")).toMatchObject({
      code: 0,
      out: expect.stringContaining(": none"),
      err: "",
    });
  });

  it("rejects a changeset that can't be read", async () => {
    narrow();
    repository.write(".changeset/mine.md", "Words only.");
    expect((await repository.specDiff("--gate")).err).toMatch(/^spec:diff: \.changeset\/mine\.md isn't a changeset/);
  });
});

describe("--write", () => {
  it("writes a changeset that passes the gate, in users' words, the same in every run", async () => {
    narrow();
    repository.edit("spec/openapi.yaml", "maximum: 100", "maximum: 200");
    const file = ".changeset/spec-createexporttask-request-interval-lost-value-300.md";
    expect((await repository.specDiff("--write")).err).toContain(file);
    const written = repository.read(file);
    expect(written).toMatchInlineSnapshot(`
      "---
      "@cdn-export/api": major
      "@cdn-export/client": major
      ---

      The API has changed in a way that breaks callers:

      - Breaking: in the request of \`createExportTask\`, \`interval\` no longer takes \`300\`.
      - In the request of \`listExportTasks\`, the query parameter \`limit\` has the maximum \`200\` now, and had \`100\` before.
      "
    `);
    expect(await repository.specDiff("--gate")).toMatchObject({ code: 0, err: "" });
    expect((await repository.specDiff("--write")).err).toBe("Nothing to write: the changesets are sufficient.");
    repository.remove(file);
    await repository.specDiff("--write");
    expect(repository.read(file)).toBe(written);
  });

  it("writes only what is missing", async () => {
    narrow();
    repository.changeset("mine", "major", "@cdn-export/api");
    await repository.specDiff("--write");
    const written = repository.read(".changeset/spec-createexporttask-request-interval-lost-value-300.md");
    expect(written).toContain('"@cdn-export/client": major');
    expect(written).not.toContain("@cdn-export/api");
  });
});

it("prints JSON for programs", async () => {
  repository.edit("spec/codes/isps.json", '"China Mobile"', '"Mobile"');
  const { out } = await repository.specDiff("--json");
  expect(JSON.parse(out)).toMatchObject({
    verdict: "patch",
    packages: { "@cdn-export/api": "patch", "@cdn-export/client": "patch", "@cdn-export/signer": "none" },
    changes: [{ where: "codes/isps", what: "other en for code yidong", verdict: "patch" }],
  });
});

describe("the base", () => {
  it("is where the branch left the base branch, and uncommitted changes count", async () => {
    narrow();
    repository.commit("Narrow");
    repository.edit("spec/openapi.yaml", "maximum: 100", "maximum: 200");
    const { out } = await repository.specDiff();
    expect(out).toContain("where this branch left main");
    expect(out).toContain("interval lost value 300");
    expect(out).toContain("query limit has maximum 200, was 100");
  });

  it("is the last release on the base branch itself, so pending changesets count", async () => {
    repository.git("checkout", "--quiet", "main");
    repository.remove(".changeset/earlier.md");
    repository.commit("Release");
    repository.git("tag", "@cdn-export/api@1.0.0");
    narrow();
    repository.commit("Narrow");
    const { code, out } = await repository.specDiff("--gate");
    expect(out).toContain("the last release (@cdn-export/api@1.0.0): major");
    expect(code).toBe(1);
  });

  it("can be set", async () => {
    narrow();
    repository.commit("Narrow");
    const { code, err } = await repository.specDiff("--gate", "--base", "main");
    expect(code).toBe(1);
    expect(err).toContain("npm run spec:diff -- --base main --write");
    expect(await repository.specDiff("--base", "HEAD")).toMatchObject({
      code: 0,
      out: expect.stringContaining(": none"),
    });
  });

  it("must exist, and have a spec", async () => {
    expect((await repository.specDiff("--base", "v9")).err).toBe(
      "spec:diff: There is no revision v9 here. Fetch it, or use another with --base.",
    );
    repository.git("checkout", "--quiet", "--orphan", "empty");
    repository.git("rm", "-r", "--quiet", "--force", ".");
    repository.write("README.md", "Nothing yet.");
    repository.commit("Nothing");
    repository.git("checkout", "--quiet", "feature");
    const { code, err } = await repository.specDiff("--base", "empty");
    expect(code).toBe(1);
    expect(err).toMatch(/\(empty\) has no spec\/openapi\.yaml: .* --base\.$/);
  });

  it("can't be found in a shallow clone, and the error says what to do", async () => {
    narrow();
    repository.commit("Narrow");
    const clone = new Repository();
    clone.git("clone", "--quiet", "--depth=1", "--branch=feature", `file://${repository.root}`, ".");
    const { code, err } = await clone.specDiff("--gate");
    expect(code).toBe(1);
    expect(err).toBe(
      "spec:diff: git doesn't know where this branch left origin/main: this clone is shallow. Run `git fetch --unshallow origin +main:refs/remotes/origin/main`, or set a revision with --base.",
    );
    clone.git("fetch", "--quiet", "--unshallow", "origin", "+main:refs/remotes/origin/main");
    expect((await clone.specDiff()).out).toContain("where this branch left origin/main: major");
    clone.remove("");
  });

  it("needs git", async () => {
    repository.remove(".git");
    expect((await repository.specDiff()).err).toMatch(/^spec:diff: This isn't a git repository/);
  });
});

it("names an unknown option", async () => {
  expect(await repository.specDiff("--bsae", "main")).toMatchObject({
    code: 1,
    err: expect.stringContaining("'--bsae'"),
  });
});

it("leaves what it can't prove to people, who decide with a changeset of any size", async () => {
  repository.edit("spec/rules.ts", "start_time >= end_time\n", "!(start_time < end_time)\n");
  const { code, out, err } = await repository.specDiff("--gate", "--write");
  expect(code).toBe(1);
  expect(out).toContain("rules: rule start-before-end has other code: it may refuse more: unproven");
  expect(err).toMatch(
    /^The gate can't prove what a change means for users of @cdn-export\/api, @cdn-export\/client\./m,
  );
  repository.changeset("mine", "patch", "@cdn-export/api", "@cdn-export/client");
  expect(await repository.specDiff("--gate")).toMatchObject({ code: 0, err: "" });
});

it("counts a change of the generator, if users see it", async () => {
  repository.git("checkout", "--quiet", "main");
  repository.write("packages/api/generated/values.ts", "export const SPEEDS = [1] as const;\n");
  repository.commit("Generate otherwise");
  repository.git("checkout", "--quiet", "-B", "feature");
  expect((await repository.specDiff()).out).toContain("exports of ./values: SPEEDS is gone: major");
});
