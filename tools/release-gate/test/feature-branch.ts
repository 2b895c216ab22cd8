// Each test has its own repository, on a branch without a pull request.
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
