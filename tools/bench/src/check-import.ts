// Checks that the client imports fast. This is the only measurement of time in `npm run check`.
import { slowImport } from "./figures/import.ts";

const problems = slowImport();
for (const problem of problems) console.error(problem);
if (problems.length === 0) console.log("The import of the client is fast.");
process.exitCode = problems.length > 0 ? 1 : 0;
