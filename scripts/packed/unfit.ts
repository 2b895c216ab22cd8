/** The packages can't be published. The message says why. */
export class Unfit extends Error {}
