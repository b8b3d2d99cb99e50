/** The weights of Pillow's BILINEAR: a triangle over the covered pixels, in whole numbers. */

/** The weights of a pixel add up to two to the power of this. */
export const FRACTION_BITS = 22;

/** For every output pixel: where its inputs begin, how many there are, and what each weighs. */
export interface Weights {
  readonly starts: Int32Array;
  readonly counts: Int32Array;
  readonly values: Int32Array;
  /** Room for each output pixel in `values`. */
  readonly stride: number;
}

/**
 * Weigh the pixels of one direction, computing in Pillow's order, since every rounding counts.
 *
 * @param length Pixels of the source.
 * @param wanted Pixels of the result.
 */
export function weigh(length: number, wanted: number): Weights {
  const scale = length / wanted;
  const reach = Math.max(scale, 1);
  const stride = Math.ceil(reach) * 2 + 1;
  const starts = new Int32Array(wanted);
  const counts = new Int32Array(wanted);
  const values = new Int32Array(wanted * stride);
  const shares = new Float64Array(stride);
  for (let index = 0; index < wanted; index++) {
    const centre = (index + 0.5) * scale;
    const start = Math.max(0, Math.trunc(centre - reach + 0.5));
    const count = Math.min(length, Math.trunc(centre + reach + 0.5)) - start;
    let sum = 0;
    for (let k = 0; k < count; k++) {
      const distance = Math.abs((k + start - centre + 0.5) * (1 / reach));
      shares[k] = Math.max(0, 1 - distance);
      sum += shares[k]!;
    }
    for (let k = 0; k < count; k++) {
      values[index * stride + k] = Math.trunc(0.5 + (shares[k]! / sum) * 2 ** FRACTION_BITS);
    }
    starts[index] = start;
    counts[index] = count;
  }
  return { starts, counts, values, stride };
}
