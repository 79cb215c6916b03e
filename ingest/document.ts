import { forwardOf, stemOf } from "../src/knowledge/index/forward.ts";
import { type DocumentRow, textOf } from "../src/knowledge/index/record.ts";
import { plainText, spaced } from "../src/knowledge/words/analyze.ts";
import { chunksOf } from "./chunk.ts";
import { classify } from "./classify.ts";
import { parse } from "./parse.ts";
import type { Source } from "./read.ts";

/** A document ready to be stored but for its vectors. */
export interface Document {
  row: Omit<DocumentRow, "vectors">;
  chunks: number;
  /** The title, then every chunk, as a model should read them. */
  texts: string[];
  /** What was wrong with it, although it is indexed. */
  problem?: string;
}

/** Parses, chunks and analyses one file. */
export async function documentOf(
  { found, hash, lines, redacted }: Source,
  commit: string,
  signal: AbortSignal,
): Promise<Document> {
  const parsed = await parse(redacted, signal);
  const text = redacted.join("\n");
  const { title, openActions, ...facts } = classify(found.path, found.folder, parsed, text);
  const chunks = chunksOf(title, parsed.sections, { lines, redacted });
  const sections = chunks.map((chunk) => ({ heading: chunk.heading, text: textOf(redacted, chunk) }));
  return {
    row: {
      ...{ path: found.path, hash, commit, title, ...facts, open_actions: openActions, text },
      chunks: JSON.stringify(chunks),
      ...forwardOf(found.path, title, sections),
    },
    chunks: chunks.length,
    texts: [
      spaced(`${title} ${stemOf(found.path)}`),
      ...sections.map((section) =>
        spaced(`${[title, section.heading].filter(Boolean).join(" > ")}\n${plainText(section.text)}`),
      ),
    ],
    ...(parsed.problem && { problem: parsed.problem }),
  };
}
