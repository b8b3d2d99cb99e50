/** The three ways of getting an answer. */

export const MODES = ["device", "auto", "cloud"] as const;

/** Who shall answer: this phone, this phone and the cloud where it is not sure, or the cloud. */
export type Mode = (typeof MODES)[number];
