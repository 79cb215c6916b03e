import type { Rule } from "../../rule.ts";

export const CONTROL_PLANE: readonly Rule[] = [];
