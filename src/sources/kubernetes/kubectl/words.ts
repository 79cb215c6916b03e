import { SitrepError } from "../../../core/errors.ts";

/** Words as a shell splits them: quotes group. What a shell would act on is refused, because no shell is there. */
export function wordsOf(line: string): string[] {
  const outside = line.replace(/"(?:[^"\\]|\\.)*"|'[^']*'/g, "");
  if (/["']/.test(outside))
    throw new SitrepError("input", "A quotation mark is not closed.", { hint: "Give one kubectl command." });
  if (/[|;&`<>\n]|\$[({A-Za-z]/.test(outside))
    throw new SitrepError("input", "Pipes, redirections and substitutions are not run here: there is no shell.", {
      hint: "Give one kubectl command; filter with -l, --field-selector, or --sort-by.",
    });
  const words = [...line.matchAll(/(?:"(?:[^"\\]|\\.)*"|'[^']*'|[^\s"'])+/g)].map(([word]) => unquoted(word));
  return words[0] === "kubectl" || words[0] === "k" ? words.slice(1) : words;
}

/** `--selector="app=a b"` is one word. */
function unquoted(word: string): string {
  return word.replace(/"((?:[^"\\]|\\.)*)"|'([^']*)'/g, (_, double?: string, single?: string) =>
    double === undefined ? (single ?? "") : double.replace(/\\(.)/g, "$1"),
  );
}
