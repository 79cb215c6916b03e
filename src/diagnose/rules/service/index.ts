import type { Rule } from "../../rule.ts";

export const SERVICE: readonly Rule[] = [];
