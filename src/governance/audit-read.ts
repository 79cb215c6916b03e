import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { sealedOf } from "./audit-segments.ts";

export interface Line {
  segment: string;
  /** Counted from 1 in its segment. */
  number: number;
  /** With its line feed, where it has one. */
  bytes: Buffer;
}

const NEWLINE = 0x0a;

/** The segments of a log in order, the one that is written to last. */
export async function segmentsOf(file: string): Promise<string[]> {
  const isThere = await stat(file).then(
    () => true,
    () => false,
  );
  return [...(await sealedOf(file)), ...(isThere ? [file] : [])];
}

/** Every line of every segment, byte for byte. */
export async function* linesOf(segments: readonly string[]): AsyncGenerator<Line> {
  for (const segment of segments) {
    let number = 0;
    let rest: Buffer = Buffer.alloc(0);
    for await (const chunk of createReadStream(segment)) {
      let data = rest.length > 0 ? Buffer.concat([rest, chunk as Buffer]) : (chunk as Buffer);
      for (let at = data.indexOf(NEWLINE); at >= 0; at = data.indexOf(NEWLINE)) {
        yield { segment, number: ++number, bytes: data.subarray(0, at + 1) };
        data = data.subarray(at + 1);
      }
      rest = data;
    }
    if (rest.length > 0) yield { segment, number: ++number, bytes: rest };
  }
}
