import type { IncomingMessage } from "node:http";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import { KubeError, noAnswer, TooLarge } from "./kube-error.ts";

/** One page of 500 large objects is about 8 MB; more than this is not an answer to a question. */
const MAX_BYTES = 64 * 1024 * 1024;

/** The whole body as text. Throws KubeError when it breaks off or is too large. */
export async function bodyOf(response: IncomingMessage, host: string, signal: AbortSignal): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of unpacked(response)) {
      size += chunk.length;
      if (size > MAX_BYTES) throw new TooLarge(MAX_BYTES);
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof KubeError) throw error;
    throw noAnswer(host, signal.aborted ? signal.reason : error);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** The body as it was before it was packed for the way. Who stops reading it early ends its connection. */
export function unpacked(response: IncomingMessage): AsyncIterable<Buffer> {
  if (response.headers["content-encoding"] !== "gzip") return response;
  // Whoever reads meets the failure; the pipeline only has to end both.
  return pipeline(response, createGunzip(), () => {});
}
