import type { Rule } from "../../rule.ts";

export const SCHEDULING: readonly Rule[] = [];
