import type { Rule } from "../../rule.ts";

export const NODE: readonly Rule[] = [];
