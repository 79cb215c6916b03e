import { readFileSync } from "node:fs";
import { z } from "zod";
import { SitrepError } from "../../core/errors.ts";

/** A weight as trained: values in row-major order. */
export interface Weight {
  dims: readonly number[];
  data: Float32Array;
}

export type Weights = (name: string) => Weight;

const Entry = z.object({ dtype: z.string(), shape: z.array(z.int()), data_offsets: z.tuple([z.int(), z.int()]) });
const Header = z.record(z.string(), z.unknown());

/** The weights of a safetensors file: a 64-bit length, a JSON header of that length, then the little-endian values. */
export function readSafetensors(file: string): Weights {
  const content = readFileSync(file);
  const start = 8 + Number(content.readBigUInt64LE(0));
  const header = Header.parse(JSON.parse(content.toString("utf8", 8, start)));
  // Some checkpoints keep the encoder under the name of the task's model.
  const prefix = "bert.embeddings.word_embeddings.weight" in header ? "bert." : "";
  return (name) => {
    const entry = Entry.safeParse(header[prefix + name]);
    if (!entry.success || entry.data.dtype !== "F32")
      throw new SitrepError("setup", `${file} cannot be converted: ${name} is missing or not 32-bit.`);
    const [from, to] = entry.data.data_offsets;
    // The values may lie at any offset; a typed array needs one that is a multiple of four.
    const bytes = Uint8Array.from(content.subarray(start + from, start + to));
    return { dims: entry.data.shape, data: new Float32Array(bytes.buffer) };
  };
}
