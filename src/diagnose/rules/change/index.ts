import type { Rule } from "../../rule.ts";

export const CHANGE: readonly Rule[] = [];
