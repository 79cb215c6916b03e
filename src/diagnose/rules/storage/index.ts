import type { Rule } from "../../rule.ts";

export const STORAGE: readonly Rule[] = [];
