import { z } from "zod";
import { SitrepError } from "../../core/errors.ts";
import { parseCitation } from "../../core/passage.ts";
import { defineTool } from "../../core/tool.ts";
import { CitationCheck } from "../cite/check-citation.ts";
import { runbooks } from "../source.ts";

export const checkCitation = defineTool({
  name: "check_citation",
  title: "Check a citation",
  description: "Does the document still say what was cited? holds, moved, changed or gone.",
  effect: "read",
  needs: { runbooks },
  input: z.object({
    citation: z.string().max(1000).describe("payments-oom.md#L18-L34"),
    hash: z.string().max(64).optional().describe("The hash that came with it; else as indexed"),
  }),
  output: CitationCheck,
  cut: [],
  async handler({ citation, hash }, { runbooks }) {
    const cited = parseCitation(citation);
    if (cited) return runbooks.check({ ...cited, hash });
    throw new SitrepError("input", `"${citation}" is not a citation.`, {
      hint: "Write it as path#Lx-Ly, for example payments-oom.md#L18-L34.",
    });
  },
  render: ({ citation, status, detail }) => `${citation} ${status}: ${detail}`,
});
