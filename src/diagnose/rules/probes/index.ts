import type { Rule } from "../../rule.ts";

export const PROBES: readonly Rule[] = [];
