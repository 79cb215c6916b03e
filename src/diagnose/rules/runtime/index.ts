import type { Rule } from "../../rule.ts";
import { oomKilled } from "./oom-killed.ts";

export const RUNTIME: readonly Rule[] = [oomKilled];
