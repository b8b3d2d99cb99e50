/** Tells what a file is from its first bytes, never from its name. */

/** How many bytes `sniff` wants to see. */
export const HEAD_BYTES = 64;

/** What petsight's core opens. Which of them a browser opens differs from browser to browser. */
export const MEDIA_TYPES: Readonly<Record<string, string>> = {
  JPEG: "image/jpeg",
  PNG: "image/png",
  WEBP: "image/webp",
  GIF: "image/gif",
  BMP: "image/bmp",
  TIFF: "image/tiff",
  AVIF: "image/avif",
  HEIC: "image/heic",
};

const PREFIXES: readonly (readonly [prefix: string, name: string])[] = [
  ["\xff\xd8\xff", "JPEG"],
  ["\x89PNG\r\n\x1a\n", "PNG"],
  ["GIF87a", "GIF"],
  ["GIF89a", "GIF"],
  ["II*\0", "TIFF"],
  ["MM\0*", "TIFF"],
  ["II+\0", "TIFF"],
  ["MM\0+", "TIFF"],
  ["8BPS", "Photoshop"],
  ["%PDF", "PDF"],
  ["%!PS", "PostScript"],
  ["\0\0\x01\0", "icon"],
  ["\0\0\0\x0cjP  ", "JPEG 2000"],
  ["\xff\x4f\xff\x51", "JPEG 2000"],
  ["\0\0\0\x0cJXL ", "JPEG XL"],
  ["\xff\x0a", "JPEG XL"],
  ["FUJIFILM", "camera raw"],
  ["IIRO", "camera raw"],
  ["IIU\0", "camera raw"],
  ["gimp xcf", "GIMP"],
  ["DDS ", "DirectDraw"],
  ["SIMPLE  =", "FITS"],
  ["<svg", "SVG"],
  ["\x1aE\xdf\xa3", "video"],
  ["\0\0\x01\xba", "video"],
  ["FLV", "video"],
];

const BMP_HEADERS = new Set([12, 16, 40, 52, 56, 64, 108, 124]);

const BRANDS: Readonly<Record<string, string>> = {
  avif: "AVIF",
  avis: "AVIF",
  heic: "HEIC",
  heix: "HEIC",
  heim: "HEIC",
  heis: "HEIC",
  hevc: "HEIC",
  hevx: "HEIC",
  mif1: "HEIC",
  msf1: "HEIC",
  "crx ": "camera raw",
};

/**
 * Name the format that a file's first bytes announce.
 *
 * @param head The first `HEAD_BYTES` bytes, or all of a shorter file.
 * @returns A key of `MEDIA_TYPES`, or the everyday name of another format, or null.
 */
export function sniff(head: Uint8Array): string | null {
  const text = String.fromCharCode(...head);
  for (const [prefix, name] of PREFIXES) {
    if (text.startsWith(prefix)) {
      return name;
    }
  }
  if (text.startsWith("RIFF")) {
    return { WEBP: "WEBP", "AVI ": "video" }[text.slice(8, 12)] ?? null;
  }
  // Text may start with BM as well; a bitmap's third header field tells them apart.
  const third = head.length < 18 ? 0 : view(head).getUint32(14, true);
  if (text.startsWith("BM") && BMP_HEADERS.has(third)) {
    return "BMP";
  }
  return text.slice(4, 8) === "ftyp" ? fromBrands(text, view(head).getUint32(0)) : null;
}

/** Read the brands of an ISO base media file (ISO/IEC 14496-12): AVIF, HEIC, raw or a video. */
function fromBrands(text: string, boxEnd: number): string {
  const names: (string | undefined)[] = [BRANDS[text.slice(8, 12)]];
  for (let at = 16; at < Math.min(boxEnd, text.length); at += 4) {
    names.push(BRANDS[text.slice(at, at + 4)]);
  }
  // `mif1` is what AVIF and HEIC share, so a brand that says AVIF outranks it.
  return names.includes("AVIF") ? "AVIF" : (names.find((name) => name !== undefined) ?? "video");
}

/** Look at bytes as numbers. */
export function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
