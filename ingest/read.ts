import { redactKeysInLines } from "../src/core/redact/private-keys.ts";
import { redact } from "../src/core/redact/redact.ts";
import { clean } from "../src/core/untrusted.ts";
import { contentOf, type Refused } from "../src/knowledge/files/content.ts";
import type { Found } from "../src/knowledge/files/find.ts";
import { linesOf } from "../src/knowledge/files/lines.ts";
import { withoutBlobs } from "./blobs.ts";

/**
 * A file as it was read: its lines as they are, for hashes, and redacted, without blobs, for everything else. Both have the
 * same count.
 */
export interface Source {
  found: Found;
  hash: string;
  lines: string[];
  redacted: string[];
}

/** The file's lines, or why it is not text. */
export async function readSource(found: Found): Promise<Source | Refused> {
  const content = await contentOf(found);
  if ("why" in content) return content;
  const lines = linesOf(content.text);
  return { found, hash: content.hash, lines, redacted: redactLines(withoutBlobs(lines)) };
}

function redactLines(lines: readonly string[]): string[] {
  const redacted = clean(redact(redactKeysInLines(lines.join("\n")))).split("\n");
  // Redaction that joined lines would shift every citation below it; line by line it cannot.
  return redacted.length === lines.length ? redacted : lines.map((line) => clean(redact(line)));
}
