/** The three ways of getting an answer. */

/** In the order of what they upload: nothing, some pictures, every picture. */
export const MODES = ["device", "auto", "cloud"] as const;

/** Who shall answer: this phone, this phone and the cloud where it is not sure, or the cloud. */
export type Mode = (typeof MODES)[number];

/** Tell whether leave for the uploads of one mode is leave for those of another. */
export function covers(leave: Mode, mode: Mode): boolean {
  return MODES.indexOf(mode) <= MODES.indexOf(leave);
}
