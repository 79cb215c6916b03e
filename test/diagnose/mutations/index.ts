import { ADMISSION } from "./admission.ts";
import { CHANGE } from "./change.ts";
import { CONTROL_PLANE } from "./control-plane.ts";
import { DEPENDENCY } from "./dependency.ts";
import { NODE } from "./node.ts";
import { PERFORMANCE } from "./performance.ts";
import { PROBES } from "./probes.ts";
import { RUNTIME } from "./runtime.ts";
import type { Mutation } from "./scene.ts";
import { SCHEDULING } from "./scheduling.ts";
import { SERVICE } from "./service.ts";
import { STARTUP } from "./startup.ts";
import { STORAGE } from "./storage.ts";

/** Every way in which a healthy cluster is broken here, at least one for each rule. */
export const MUTATIONS: readonly Mutation[] = [
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
