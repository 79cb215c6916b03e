import { z } from "zod";
import type { KubeObject } from "../../../core/kubernetes/meta.ts";
import { selects } from "../../situation/selector.ts";
import type { Situation } from "../../situation/situation.ts";
import type { WorkloadView } from "../../situation/workload.ts";
import { read } from "./mesh.ts";

const Spec = z.object({
  action: z.string().catch("ALLOW"),
  selector: z
    .object({ matchLabels: z.record(z.string(), z.string()).catch({}) })
    .optional()
    .catch(undefined),
  rules: z
    .array(
      z.object({
        from: z.array(z.unknown()).optional(),
        when: z.array(z.unknown()).optional(),
        to: z.array(z.unknown()).optional(),
      }),
    )
    .optional()
    .catch(undefined),
});

export type AuthorizationPolicy = z.infer<typeof Spec> & { object: KubeObject };

export function authorizationPolicies(situation: Situation): AuthorizationPolicy[] {
  return situation.other("AuthorizationPolicy").flatMap((object) => read(object, Spec));
}

/** Istio: a policy without selector concerns every workload of its namespace. */
export function concernsWorkload({ object, selector }: AuthorizationPolicy, { ref, template }: WorkloadView): boolean {
  if (ref.namespace !== (object.metadata.namespace ?? "") || ref.kind === "Job") return false;
  return !selector || selects(selector.matchLabels, template.metadata?.labels);
}

/** It denies without saying whom, or it allows nobody while no other policy of its namespace allows somebody. */
export function refusesAll(policy: AuthorizationPolicy, policies: readonly AuthorizationPolicy[]): boolean {
  const rules = policy.rules ?? [];
  if (policy.action === "DENY") return rules.some(({ from, when }) => !from?.length && !when?.length);
  const { namespace } = policy.object.metadata;
  const allowing = policies.some(
    ({ object, action, rules: other }) =>
      object.metadata.namespace === namespace && action === "ALLOW" && other?.length,
  );
  return policy.action === "ALLOW" && rules.length === 0 && !allowing;
}
