import { ADMISSION } from "./admission.ts";
import { CHAINS } from "./chains.ts";
import { CHANGE } from "./change.ts";
import { CLAIMS } from "./claims.ts";
import { CONTROL_PLANE } from "./control-plane.ts";
import { DEPENDENCY } from "./dependency.ts";
import { IMAGES } from "./images.ts";
import { MESH } from "./mesh.ts";
import { MOUNTS } from "./mounts.ts";
import { NETWORK_POLICIES } from "./network-policies.ts";
import { NODE } from "./node.ts";
import { NOTICED } from "./noticed.ts";
import { PERFORMANCE } from "./performance.ts";
import { PLACES } from "./places.ts";
import { PROBES } from "./probes.ts";
import { DELETIONS, RESOURCE, SAID } from "./resource.ts";
import { ROLES } from "./roles.ts";
import { RUNTIME } from "./runtime.ts";
import type { Mutation } from "./scene.ts";
import { SCHEDULING } from "./scheduling.ts";
import { SERVICE } from "./service.ts";
import { STARTUP } from "./startup.ts";

/** Every way in which a healthy cluster is broken here, at least one for each rule. */
export const MUTATIONS: readonly Mutation[] = [
  ...ADMISSION,
  ...SCHEDULING,
  ...IMAGES,
  ...STARTUP,
  ...PROBES,
  ...RUNTIME,
  ...DEPENDENCY,
  ...ROLES,
  ...SERVICE,
  ...MESH,
  ...NETWORK_POLICIES,
  ...CLAIMS,
  ...MOUNTS,
  ...NODE,
  ...PLACES,
  ...CONTROL_PLANE,
  ...CHAINS,
  ...PERFORMANCE,
  ...RESOURCE,
  ...DELETIONS,
  ...SAID,
  ...CHANGE,
  ...NOTICED,
];
