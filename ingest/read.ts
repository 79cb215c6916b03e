import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { messageOf } from "../src/core/errors.ts";
import { redactKeysInLines } from "../src/core/redact/private-keys.ts";
import { redact } from "../src/core/redact/redact.ts";
import { clean } from "../src/core/untrusted.ts";
import { linesOf } from "../src/knowledge/lines.ts";
import { withoutBlobs } from "./blobs.ts";
import type { Found } from "./find.ts";

/** A file as it was read: its lines as they are, for hashes, and redacted, without blobs, for everything else. Both have the same count. */
export interface Source {
  found: Found;
  hash: string;
  lines: string[];
  redacted: string[];
}

/** Why a file is not a document. */
export interface Refused {
  why: string;
}

/** Larger files are not written by hand for people. */
const MAX_BYTES = 10 * 1024 * 1024;

async function readContent({ file, bytes }: Found): Promise<Buffer | Refused> {
  if (bytes > MAX_BYTES) return { why: `larger than ${MAX_BYTES / 1024 / 1024} MB` };
  try {
    return await readFile(file);
  } catch (error) {
    return { why: messageOf(error) };
  }
}

/** SHA-256 of the file. */
export async function hashOf(found: Found): Promise<string | Refused> {
  const content = await readContent(found);
  return "why" in content ? content : sha256(content);
}

/** The file's lines, or why it is not text. */
export async function readSource(found: Found): Promise<Source | Refused> {
  const content = await readContent(found);
  if ("why" in content) return content;
  if (content.includes(0)) return { why: "binary" };
  const text = decode(content);
  if (text === undefined) return { why: "not UTF-8" };
  if (text.trim() === "") return { why: "empty" };
  const lines = linesOf(text);
  return { found, hash: sha256(content), lines, redacted: redactLines(withoutBlobs(lines)) };
}

function sha256(content: Buffer): string {
  return createHash("sha256").update(content).digest("hex");
}

function decode(content: Buffer): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(content);
  } catch {
    // The decoder's only failure; the caller says what it means.
    return undefined;
  }
}

function redactLines(lines: readonly string[]): string[] {
  const redacted = clean(redact(redactKeysInLines(lines.join("\n")))).split("\n");
  // Redaction that joined lines would shift every citation below it; line by line it cannot.
  return redacted.length === lines.length ? redacted : lines.map((line) => clean(redact(line)));
}
