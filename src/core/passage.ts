import { z } from "zod";

export const DocumentKind = z.enum(["runbook", "postmortem", "doc"]);
export type DocumentKind = z.infer<typeof DocumentKind>;

/** First and last line, counted from 1. The override says the same in the JSON Schema that every MCP client reads. */
export const Lines = z.tuple([z.int().positive(), z.int().positive()]).meta({ items: { type: "integer" } });

/** A place in a document that anyone can check again: the hash is SHA-256 over the cited lines joined by LF. */
export const Citation = z.object({
  path: z.string(),
  lines: Lines,
  /** Git commit of the folder when it was indexed; `null` outside git. */
  commit: z.string().nullable(),
  hash: z.string(),
});
export type Citation = z.infer<typeof Citation>;

/** A piece of a document that may help, and why it was chosen. */
export const Passage = Citation.extend({
  kind: DocumentKind,
  title: z.string(),
  /** Heading path below the title, outermost first, joined by " > ". */
  heading: z.string(),
  text: z.string(),
  /** Nothing is written under the heading. */
  bare: z.literal(true).optional(),
  /** Its file was changed or deleted since it was indexed. */
  stale: z.literal(true).optional(),
  score: z.number(),
  /** What matched, in words: `"alert name"`, `"title: payments oom"`. */
  why: z.array(z.string()),
  /** Paths of other documents that say nearly the same. */
  copies: z.array(z.string()).optional(),
  /** Of a postmortem: what its action items still leave undone, in its words. */
  openActions: z.array(z.string()).optional(),
  /** Names in the text that the cluster does not have (any more). */
  drift: z.array(z.string()),
});
export type Passage = z.infer<typeof Passage>;

/** How well the best passage covers the question. See `isClaim`. */
export const Coverage = z.enum(["runbook", "likely", "related", "none"]);
export type Coverage = z.infer<typeof Coverage>;

/** Does it claim that the first passage is meant for the question? */
export function isClaim(coverage: Coverage): boolean {
  return coverage === "runbook" || coverage === "likely";
}

/** `payments-oom.md#L18-L34`: how a citation is written in text and parsed back. */
export function citationOf({ path, lines: [from, to] }: Pick<Citation, "path" | "lines">): string {
  return `${path}#L${from}-L${to}`;
}

/** The path and lines of `path#Lx-Ly` or `path#Lx`; `undefined` when it is not written like that. */
export function parseCitation(text: string): Pick<Citation, "path" | "lines"> | undefined {
  const match = /^(.+)#L(\d+)(?:-L?(\d+))?$/.exec(text.trim());
  if (!match) return undefined;
  const [, path = "", from = "", to = from] = match;
  return { path, lines: [Number(from), Number(to)] };
}
