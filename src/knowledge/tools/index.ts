import type { AnyTool } from "../../core/tool.ts";
import { checkCitation } from "./check-citation.ts";
import { getRunbook } from "./get-runbook.ts";
import { searchRunbooks } from "./search-runbooks.ts";

/** Tools over the documents. */
export const RUNBOOK_TOOLS: readonly AnyTool[] = [searchRunbooks, getRunbook, checkCitation];
