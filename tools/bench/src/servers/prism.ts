import { fileURLToPath } from "node:url";
import { startPrism } from "@cdn-export/prism-mock/prism";

const prism = await startPrism(fileURLToPath(new URL("../../../../spec/openapi.yaml", import.meta.url)));
console.log(prism.url);
