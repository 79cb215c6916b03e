import { setImmediate } from "node:timers/promises";
import type { Nodes, Root, RootContent } from "mdast";
import remarkFrontmatter from "remark-frontmatter";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import { unified } from "unified";
import { parse as parseYaml } from "yaml";
import { messageOf } from "../src/core/errors.ts";
import { plainText } from "../src/knowledge/words/analyze.ts";
import { slicesOf } from "./slices.ts";

/** Consecutive lines that belong together. `whole` blocks (code, tables, HTML) are cut only when they are very long. */
export interface Block {
  from: number;
  to: number;
  whole: boolean;
}

/** What is under one heading, the heading itself included, up to the next heading of any depth. */
export interface Section {
  /** Headings from the outermost to its own. */
  headings: string[];
  blocks: Block[];
  /** A heading alone: under it is nothing that can be read, not counting deeper headings. */
  bare: boolean;
}

export interface Parsed {
  /** Front matter; empty when there is none. */
  meta: Record<string, unknown>;
  /** Why the front matter could not be read. */
  problem?: string;
  /** The first heading of depth 1. */
  heading: string | undefined;
  sections: Section[];
  /** Unchecked items of task lists. */
  openTasks: number;
}

const markdown = unified().use(remarkParse).use(remarkFrontmatter, ["yaml", "toml"]).use(remarkGfm).freeze();
/** The same without links and pictures: where thousands are opened and not closed, the parser looks for the end of each from every place. */
const unlinked = markdown().use(function disableLinks() {
  const data = this.data();
  const disable = { null: ["labelStartLink", "labelStartImage", "labelEnd", "gfmPotentialFootnoteCall"] };
  data.micromarkExtensions = [...(data.micromarkExtensions ?? []), { disable }];
});
/** In 64 KB: no person leaves so many open. The parser takes 30 ns times their square. */
const MAX_OPEN_LINKS = 300;
const OPEN_LINK = /\[(?![^[\]\n]{0,1000}\])|\]\((?![^()\n]{0,1000}\))/g;

const WHOLE = new Set(["code", "table", "html"]);
const FRONT_MATTER: ReadonlySet<string> = new Set(["yaml", "toml"]);

/** Reads the structure of a document; pauses between slices, so that other work goes on and `signal` is heard. */
export async function parse(lines: readonly string[], signal: AbortSignal): Promise<Parsed> {
  const parsed: Parsed = { meta: {}, heading: undefined, sections: [], openTasks: 0 };
  const open: { depth: number; text: string }[] = [];
  for (const { first, text } of slicesOf(lines)) {
    signal.throwIfAborted();
    const reader = hasManyOpenLinks(text) ? unlinked : markdown;
    for (const node of (reader.parse(text) satisfies Root).children) addNode(parsed, open, node, first - 1);
    await setImmediate();
  }
  return parsed;
}

function hasManyOpenLinks(text: string): boolean {
  let count = 0;
  for (const _ of text.matchAll(OPEN_LINK)) if (++count > MAX_OPEN_LINKS) return true;
  return false;
}

function addNode(parsed: Parsed, open: { depth: number; text: string }[], node: RootContent, above: number): void {
  if (node.type === "yaml" && above === 0) readMeta(parsed, node.value);
  if (FRONT_MATTER.has(node.type)) return;
  const block = blockOf(node, above);
  if (node.type === "heading") {
    const text = plain(node)
      .replace(/(?<!\s)\s*\{#[^{}]*\}\s*$/, "")
      .trim();
    if (node.depth === 1) parsed.heading ??= text;
    while ((open.at(-1)?.depth ?? 0) >= node.depth) open.pop();
    open.push({ depth: node.depth, text });
    parsed.sections.push({ headings: open.map((heading) => heading.text), blocks: [block], bare: true });
    return;
  }
  if (parsed.sections.length === 0) parsed.sections.push({ headings: [], blocks: [], bare: false });
  const blocks = node.type === "list" ? node.children.map((item) => blockOf(item, above)) : [block];
  const section = parsed.sections.at(-1);
  section?.blocks.push(...blocks);
  if (section?.bare && hasWords(node)) section.bare = false;
  parsed.openTasks += openTasks(node);
}

function blockOf(node: Nodes, above: number): Block {
  const { start, end } = node.position ?? { start: { line: 1 }, end: { line: 1 } };
  return { from: above + start.line, to: above + end.line, whole: WHOLE.has(node.type) };
}

function readMeta(parsed: Parsed, yaml: string): void {
  try {
    const meta: unknown = parseYaml(yaml, { logLevel: "error" });
    if (typeof meta === "object" && meta !== null && !Array.isArray(meta)) parsed.meta = { ...meta };
  } catch (error) {
    parsed.problem = `its front matter is not YAML (${messageOf(error).split("\n")[0]?.replace(/:$/, "")})`;
  }
}

/** A comment, a rule and a picture without a description have none. */
function hasWords(node: Nodes): boolean {
  if ("children" in node) return node.children.some(hasWords);
  return /[\p{L}\p{N}]/u.test(node.type === "html" ? plainText(node.value) : plain(node));
}

/** The words of a node, without its syntax. */
function plain(node: Nodes): string {
  if ("children" in node) return node.children.map(plain).join("");
  if ("alt" in node) return node.alt ?? "";
  return "value" in node && node.type !== "html" ? node.value : "";
}

function openTasks(node: Nodes): number {
  const own = node.type === "listItem" && node.checked === false ? 1 : 0;
  return "children" in node ? node.children.reduce((sum, child) => sum + openTasks(child), own) : own;
}
