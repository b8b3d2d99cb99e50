/** Reads one entry of a zip archive that is appended to other bytes (APPNOTE.TXT 6.3.10, 4.3). */

import { view } from "./formats";

const END = 0x06054b50;
const END_BYTES = 22;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const MAX_COMMENT = 0xffff;
const MAX_ENTRY = 2 ** 20;
const STORED = 0;
const DEFLATED = 8;

/** A file of the archive, as its directory describes it. */
interface Entry {
  readonly name: string;
  readonly method: number;
  readonly packed: number;
  readonly unpacked: number;
  /** Where its own header begins, in bytes from the beginning of everything. */
  readonly start: number;
}

/**
 * Unpack an entry.
 *
 * @param content Any bytes, then the archive.
 * @param name The entry's name.
 * @returns The entry's bytes, and where the archive begins.
 * @throws Error There is no such archive or no such entry, or it is damaged or over 1 MB.
 */
export async function readEntry(
  content: Uint8Array<ArrayBuffer>,
  name: string,
): Promise<{ bytes: Uint8Array; archiveStart: number }> {
  const entries = readDirectory(view(content));
  const entry = entries.find((found) => found.name === name);
  if (entry === undefined) {
    throw new Error(`no entry ${name}`);
  }
  return {
    bytes: await unpack(content, entry),
    archiveStart: Math.min(...entries.map(({ start }) => start)),
  };
}

function readDirectory(at: DataView): Entry[] {
  const end = findEnd(at);
  const count = at.getUint16(end + 10, true);
  const bytes = at.getUint32(end + 12, true);
  const directory = end - bytes;
  // Offsets may count from the archive's beginning instead of the file's.
  const shift = directory - at.getUint32(end + 16, true);
  const entries: Entry[] = [];
  for (let from = directory; entries.length < count; ) {
    if (at.getUint32(from, true) !== CENTRAL) {
      throw new Error("no directory entry");
    }
    const nameBytes = at.getUint16(from + 28, true);
    const name = new Uint8Array(at.buffer, at.byteOffset + from + 46, nameBytes);
    entries.push({
      name: new TextDecoder().decode(name),
      method: at.getUint16(from + 10, true),
      packed: at.getUint32(from + 20, true),
      unpacked: at.getUint32(from + 24, true),
      start: at.getUint32(from + 42, true) + shift,
    });
    from += 46 + nameBytes + at.getUint16(from + 30, true) + at.getUint16(from + 32, true);
  }
  return entries;
}

function findEnd(at: DataView): number {
  const last = at.byteLength - END_BYTES;
  for (let end = last; end >= Math.max(0, last - MAX_COMMENT); end--) {
    if (at.getUint32(end, true) === END) {
      return end;
    }
  }
  throw new Error("no archive");
}

async function unpack(content: Uint8Array<ArrayBuffer>, entry: Entry): Promise<Uint8Array> {
  const at = view(content);
  const largest = Math.max(entry.packed, entry.unpacked);
  if (at.getUint32(entry.start, true) !== LOCAL || largest > MAX_ENTRY) {
    throw new Error("no usable entry");
  }
  const from =
    entry.start + 30 + at.getUint16(entry.start + 26, true) + at.getUint16(entry.start + 28, true);
  const packed = content.subarray(from, from + entry.packed);
  if (entry.method === STORED) {
    return packed;
  }
  if (entry.method !== DEFLATED) {
    throw new Error("another way of packing");
  }
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return collect(stream.getReader(), entry.unpacked);
}

/** Join what comes, and stop at the promised size: a megabyte can unpack to a gigabyte. */
async function collect(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  promised: number,
): Promise<Uint8Array> {
  const bytes = new Uint8Array(promised);
  let filled = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    if (filled + part.value.length > promised) {
      await reader.cancel();
      throw new Error("more than the directory says");
    }
    bytes.set(part.value, filled);
    filled += part.value.length;
  }
  return bytes.subarray(0, filled);
}
