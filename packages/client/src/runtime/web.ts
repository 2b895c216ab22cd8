/** The fetch for downloads. @default globalThis.fetch */
export const downloadFetch: typeof fetch | undefined = undefined;
