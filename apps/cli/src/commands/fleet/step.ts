/** What `cdn-export fleet` does. */
export type Step = "init" | "work" | "status" | "pause" | "retry";
