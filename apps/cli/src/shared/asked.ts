/** What an export is of, for its name and for people. */
export interface Asked {
  action: string;
  domains: readonly string[] | "all";
  from: Date;
  to: Date;
}
