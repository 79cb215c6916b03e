import type { Rule } from "../rule.ts";
import { ADMISSION } from "./admission/index.ts";
import { CHANGE } from "./change/index.ts";
import { CONTROL_PLANE } from "./control-plane/index.ts";
import { DEPENDENCY } from "./dependency/index.ts";
import { NODE } from "./node/index.ts";
import { PERFORMANCE } from "./performance/index.ts";
import { PROBES } from "./probes/index.ts";
import { RUNTIME } from "./runtime/index.ts";
import { SCHEDULING } from "./scheduling/index.ts";
import { SERVICE } from "./service/index.ts";
import { STARTUP } from "./startup/index.ts";
import { STORAGE } from "./storage/index.ts";

/** Every rule. The order decides nothing: findings are ranked by what they explain. */
export const RULES: readonly Rule[] = [
  ...ADMISSION,
  ...SCHEDULING,
  ...STARTUP,
  ...PROBES,
  ...RUNTIME,
  ...DEPENDENCY,
  ...SERVICE,
  ...STORAGE,
  ...NODE,
  ...CONTROL_PLANE,
  ...PERFORMANCE,
  ...CHANGE,
];
