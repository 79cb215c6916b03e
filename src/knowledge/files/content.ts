import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { messageOf } from "../../core/errors.ts";
import type { Found } from "./find.ts";

/** A document's file as it is now. */
export interface Content {
  text: string;
  /** SHA-256 of its bytes. */
  hash: string;
}

/** Why a file is not a document. */
export interface Refused {
  why: string;
}

/** Larger files are not written by hand for people. */
const MAX_BYTES = 10 * 1024 * 1024;

/** SHA-256 of the file, whatever is in it. */
export async function hashOf(found: Found): Promise<string | Refused> {
  const content = await bytesOf(found);
  return "why" in content ? content : sha256(content);
}

/** The text of the file, or why it is none. */
export async function contentOf(found: Found): Promise<Content | Refused> {
  const content = await bytesOf(found);
  if ("why" in content) return content;
  if (content.includes(0)) return { why: "binary" };
  const text = decode(content);
  if (text === undefined) return { why: "not UTF-8" };
  if (text.trim() === "") return { why: "empty" };
  return { text, hash: sha256(content) };
}

async function bytesOf({ file, bytes }: Found): Promise<Buffer | Refused> {
  if (bytes > MAX_BYTES) return { why: `larger than ${MAX_BYTES / 1024 / 1024} MB` };
  try {
    return await readFile(file);
  } catch (error) {
    return { why: messageOf(error) };
  }
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
