import type { Rule } from "../rule.ts";
import * as admission from "./admission/index.ts";
import * as change from "./change/index.ts";
import * as controlPlane from "./control-plane/index.ts";
import * as dependency from "./dependency/index.ts";
import * as node from "./node/index.ts";
import * as performance from "./performance/index.ts";
import * as probes from "./probes/index.ts";
import * as resource from "./resource/index.ts";
import * as runtime from "./runtime/index.ts";
import * as scheduling from "./scheduling/index.ts";
import * as service from "./service/index.ts";
import * as startup from "./startup/index.ts";
import * as storage from "./storage/index.ts";

/** Every rule. The order decides nothing: findings are ranked by what they explain. */
export const RULES: readonly Rule[] = [
  ...Object.values(admission),
  ...Object.values(scheduling),
  ...Object.values(startup),
  ...Object.values(probes).flat(),
  ...Object.values(runtime),
  ...Object.values(dependency),
  ...Object.values(service),
  ...Object.values(storage),
  ...Object.values(node),
  ...Object.values(controlPlane),
  ...Object.values(performance),
  ...Object.values(resource),
  ...Object.values(change),
];
