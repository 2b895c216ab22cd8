export { FleetError } from "./fleet-error.ts";
