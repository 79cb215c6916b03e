import { z } from "zod";
import type { KubeObject } from "../../../core/kubernetes/meta.ts";
import { keyOf, type ObjectRef } from "../../../core/object.ts";
import { matches } from "../../situation/selector.ts";
import type { Situation } from "../../situation/situation.ts";

/** Chaos Mesh's experiments; a Schedule or Workflow makes them and does nothing itself. */
export const KINDS = [
  "NetworkChaos",
  "PodChaos",
  "StressChaos",
  "IOChaos",
  "DNSChaos",
  "HTTPChaos",
  "TimeChaos",
  "JVMChaos",
  "KernelChaos",
];

export const Experiment = z.object({
  spec: z.object({
    action: z.string().optional(),
    selector: z
      .object({
        namespaces: z.array(z.string()).optional(),
        labelSelectors: z.record(z.string(), z.string()).optional(),
      })
      .optional(),
  }),
  status: z.object({ conditions: z.array(z.object({ type: z.string(), status: z.string() })).catch([]) }).optional(),
});

type Selector = { namespaces?: string[] | undefined; labelSelectors?: Record<string, string> | undefined };

export function victimsOf(
  situation: Situation,
  item: KubeObject,
  { namespaces, labelSelectors = {} }: Selector,
): ObjectRef[] {
  const hit = (namespaces ?? [item.metadata.namespace ?? ""])
    .flatMap((namespace) => situation.all("Pod", namespace))
    .filter(({ metadata }) => matches({ matchLabels: labelSelectors }, metadata.labels))
    .map((pod) => situation.ownerOf(pod));
  return [...new Map(hit.map((ref) => [keyOf(ref), ref])).values()];
}
