import type { Rule } from "../../rule.ts";

export const PERFORMANCE: readonly Rule[] = [];
