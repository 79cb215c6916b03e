import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";

/** What a file holds, and whether this is all of it. */
export interface Contents {
  data: Buffer;
  whole: boolean;
}
/** Its last part; not `ended` where the file goes on behind what may be unpacked. */
export interface Ending extends Contents {
  ended: boolean;
}

/** The file's bytes, unpacked where it is packed, up to `max` of them. */
export async function beginning(file: string, max: number): Promise<Contents> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of await bytesOf(file)) {
    size += chunk.length;
    chunks.push(size > max ? chunk.subarray(0, chunk.length - (size - max)) : chunk);
    if (size > max) return { data: Buffer.concat(chunks), whole: false };
  }
  return { data: Buffer.concat(chunks), whole: true };
}

/** The last `keep` bytes of a file of which `max` are unpacked at most: what is behind those is not seen. */
export async function ending(file: string, keep: number, max: number): Promise<Ending> {
  let chunks: Buffer[] = [];
  let [size, seen] = [0, 0];
  for await (const chunk of await bytesOf(file, keep)) {
    seen += chunk.length;
    size += chunk.length;
    chunks.push(chunk);
    if (size > 2 * keep) {
      chunks = [Buffer.concat(chunks).subarray(-keep)];
      size = keep;
    }
    if (seen > max) break;
  }
  return { data: Buffer.concat(chunks).subarray(-keep), whole: seen <= keep, ended: seen <= max };
}

/** Of a plain file only the last `tail` bytes and one more, when they are enough. */
async function bytesOf(file: string, tail?: number): Promise<AsyncIterable<Buffer>> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0);
    if (bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b)
      return pipeline(createReadStream(file), createGunzip(), () => {});
    const { size } = await handle.stat();
    return createReadStream(file, { start: tail === undefined ? 0 : Math.max(0, size - tail - 1) });
  } finally {
    await handle.close();
  }
}
