import type { Rule } from "../../rule.ts";

export const DEPENDENCY: readonly Rule[] = [];
