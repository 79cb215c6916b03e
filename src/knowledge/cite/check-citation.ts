import { z } from "zod";
import { type Citation, citationOf } from "../../core/passage.ts";
import { readLines } from "../files/folders.ts";
import { hashLines } from "../files/lines.ts";

/**
 * `holds`: the lines are still as cited. `moved`: the same lines are elsewhere now. `changed`: they say something else.
 * `gone`: no such document.
 */
export const CitationCheck = z.object({
  citation: z.string(),
  status: z.enum(["holds", "moved", "changed", "gone"]),
  detail: z.string(),
  /** Where the lines are now, `path#Lx-Ly`, when they moved. */
  now: z.string().optional(),
});
export type CitationCheck = z.infer<typeof CitationCheck>;

type Cited = Pick<Citation, "path" | "lines" | "hash">;

/** Reads the cited file again and compares its lines with the hash. `elsewhere` are documents to look in when it is not there any more. */
export async function checkCitation(
  cited: Cited,
  folders: readonly string[],
  elsewhere: readonly string[] = [],
): Promise<CitationCheck> {
  const citation = citationOf(cited);
  const lines = await readLines(folders, cited.path);
  if (lines && hashLines(lines, cited.lines) === cited.hash)
    return { citation, status: "holds", detail: "The lines are as they were cited." };
  const now = (lines && find(lines, cited)) ?? (await findElsewhere(cited, folders, elsewhere));
  if (now) return { citation, status: "moved", detail: `The same lines are at ${now} now.`, now };
  if (!lines) return { citation, status: "gone", detail: `${cited.path} does not exist any more.` };
  return { citation, status: "changed", detail: "The document was edited: these lines say something else now." };
}

/** The place of the cited lines in other lines of the same document. */
function find(lines: readonly string[], { path, lines: [from, to], hash }: Cited): string | undefined {
  const size = to - from;
  for (let start = 1; start + size <= lines.length; start++)
    if (hashLines(lines, [start, start + size]) === hash) return citationOf({ path, lines: [start, start + size] });
  return undefined;
}

async function findElsewhere(cited: Cited, folders: readonly string[], paths: readonly string[]) {
  for (const path of paths) {
    const lines = path === cited.path ? undefined : await readLines(folders, path);
    const now = lines && find(lines, { ...cited, path });
    if (now) return now;
  }
  return undefined;
}
