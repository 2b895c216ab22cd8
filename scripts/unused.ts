// No unused files, exports or dependencies, and no import cycles. Part of `npm run check`.
import { run } from "./steps.ts";

// Two tools are separate workspaces, which the first call doesn't see.
const apart = ["tools/mutation", "tools/runtimes"].map((directory) => run("knip", "--directory", directory));
const passed = [run("knip"), run("knip", "--cycles"), ...apart].every(Boolean);
process.exitCode = passed ? 0 : 1;
