import { isHarmless } from "./harmless.ts";
import { placeholderOf } from "./placeholder.ts";
import type { Redaction } from "./rule.ts";

/** A manifest of a Secret written into a text: every value of its `data` and `stringData` goes. */
export const SECRET_MANIFESTS: Redaction = {
  trigger: /\bkind\\?["']?\s{0,4}:\s{0,4}\\?["']?secret\b/i,
  apply: (text) =>
    text
      .split(/^(?=---)/m)
      .map((document) => (SECRET_MANIFESTS.trigger.test(document) ? withoutValues(document) : document))
      .join(""),
};

const INLINE = /(\\?["'](?:data|stringData)\\?["']\s{0,40}:\s{0,40}\{)([^{}]*)(\})/g;
const INLINE_VALUE = /(:\s{0,40}\\?["'])((?:[^"'\\]|\\[^"'])*)/g;
const BLOCK = /^(\s*)(?:data|stringData):\s*$/;
const ENTRY = /^(\s*)([^\s:#][^:]{0,253}:[ \t]+)(["']?)([^"'\s#].*?)(["']?)$/;

function withoutValues(document: string): string {
  return inBlocks(document.split("\n"))
    .join("\n")
    .replace(
      INLINE,
      (_, open: string, body: string, close: string) =>
        open +
        body.replace(INLINE_VALUE, (all, before, value) => (value === "" ? all : before + masked(value))) +
        close,
    );
}

/** YAML: lines deeper than `data:`; the lines of a block scalar keep their number. */
function inBlocks(lines: readonly string[]): string[] {
  let block: number | undefined;
  let entry = 0;
  return lines.map((line) => {
    const [, indent] = BLOCK.exec(line) ?? [];
    if (indent !== undefined) {
      block = indent.length;
      entry = 0;
      return line;
    }
    if (block === undefined || line.trim() === "" || line.trim().startsWith("#")) return line;
    const depth = line.length - line.trimStart().length;
    if (depth <= block) {
      block = undefined;
      return line;
    }
    if (entry !== 0 && depth > entry) return line.slice(0, depth) + masked(line.slice(depth));
    entry = depth;
    const [, lead = "", name, open = "", value = "", close = ""] = ENTRY.exec(line.trimEnd()) ?? [];
    return name === undefined || /^[|>][+-]?\d?$/.test(value) ? line : `${lead}${name}${open}${masked(value)}${close}`;
  });
}

function masked(value: string): string {
  return isHarmless(value) ? value : placeholderOf(value);
}
