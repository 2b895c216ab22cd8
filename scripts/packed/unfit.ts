/** The packages cannot be published as they are; the message says why. */
export class Unfit extends Error {}
