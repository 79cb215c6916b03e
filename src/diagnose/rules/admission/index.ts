import type { Rule } from "../../rule.ts";

export const ADMISSION: readonly Rule[] = [];
