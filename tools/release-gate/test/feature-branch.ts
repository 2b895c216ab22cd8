// Each test has a repository of its own, on a branch that no pull request is open for.
import { afterEach, beforeEach, vi } from "vitest";
import { Repository } from "./repository.ts";

export let repository: Repository;

beforeEach(() => {
  vi.stubEnv("GITHUB_BASE_REF", undefined);
  repository = Repository.create();
  repository.git("checkout", "--quiet", "-b", "feature");
});

afterEach(() => {
  repository.remove("");
  vi.unstubAllEnvs();
});
