/** By account: when its window opened, and the calls in it. */
export type ThrottleState = readonly (readonly [account: string, window: { opened: number; calls: number }])[];
