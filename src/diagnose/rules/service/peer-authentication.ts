import { z } from "zod";
import type { KubeObject } from "../../../core/kubernetes/meta.ts";
import { selects } from "../../situation/selector.ts";
import type { Situation } from "../../situation/situation.ts";
import type { WorkloadView } from "../../situation/workload.ts";
import { read } from "./mesh.ts";

const Spec = z.object({
  selector: z
    .object({ matchLabels: z.record(z.string(), z.string()).catch({}) })
    .optional()
    .catch(undefined),
  mtls: z.object({ mode: z.string().optional() }).optional().catch(undefined),
});

/** A PeerAuthentication that takes nothing but mutual TLS. */
export interface StrictPolicy {
  object: KubeObject;
  /** Does it speak for this workload? Without a selector it does for all of its namespace. */
  covers(workload: WorkloadView): boolean;
}

export function strictPolicies(situation: Situation): StrictPolicy[] {
  return situation
    .other("PeerAuthentication")
    .flatMap((object) => read(object, Spec))
    .filter(({ mtls }) => mtls?.mode === "STRICT")
    .map(({ object, selector }) => ({
      object,
      covers: ({ ref, template }) =>
        ref.namespace === (object.metadata.namespace ?? "") &&
        (!selector || selects(selector.matchLabels, template.metadata?.labels)),
    }));
}
