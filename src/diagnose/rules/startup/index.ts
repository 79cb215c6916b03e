import type { Rule } from "../../rule.ts";

export const STARTUP: readonly Rule[] = [];
