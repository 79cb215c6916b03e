import { z } from "zod";
import type { KubeObject } from "../../../core/kubernetes/meta.ts";
import { selects } from "../../situation/selector.ts";
import type { Situation } from "../../situation/situation.ts";
import type { WorkloadView } from "../../situation/workload.ts";
import { read } from "./mesh.ts";

const Names = z.array(z.string()).optional().catch(undefined);
const From = z.object({
  source: z.looseObject({ principals: Names, namespaces: Names }).optional().catch(undefined),
});

const Spec = z.object({
  action: z.string().catch("ALLOW"),
  selector: z
    .object({ matchLabels: z.record(z.string(), z.string()).catch({}) })
    .optional()
    .catch(undefined),
  rules: z
    .array(
      z.object({
        from: z.array(From).optional().catch(undefined),
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

/**
 * May this caller reach what the policy allows, as far as its identity goes? What else a rule asks for (addresses, tokens,
 * conditions, negations) is taken as met: only a plain list that the caller is not on says no.
 */
export function admits({ rules = [] }: AuthorizationPolicy, { ref, template }: WorkloadView): boolean {
  const account = template.spec?.serviceAccountName ?? "default";
  const principal = `cluster.local/ns/${ref.namespace}/sa/${account}`;
  return rules.some(
    ({ from }) =>
      !from?.length ||
      from.some(({ source }) => {
        const { principals, namespaces, ...other } = source ?? {};
        if (Object.keys(other).length > 0 || (!principals && !namespaces)) return true;
        const known = !principals || principals.some((pattern) => isLike(pattern, principal));
        return known && (!namespaces || namespaces.some((pattern) => isLike(pattern, ref.namespace)));
      }),
  );
}

/** Istio: `*` stands for anything at the beginning or the end, or alone. A trust domain may have another name. */
function isLike(pattern: string, value: string): boolean {
  const [wanted, given] = [pattern, value].map((text) => text.replace(/^[^/*]+\/ns\//, "ns/"));
  if (wanted === undefined || given === undefined) return true;
  if (wanted.startsWith("*")) return given.endsWith(wanted.slice(1));
  return wanted.endsWith("*") ? given.startsWith(wanted.slice(0, -1)) : given === wanted;
}
