import { z } from "zod";
import type { KubeObject } from "../../../core/kubernetes/meta.ts";
import type { Service } from "../../../core/kubernetes/service.ts";
import { resolveHost } from "../../graph/references.ts";
import type { Situation } from "../../situation/situation.ts";
import type { WorkloadView } from "../../situation/workload.ts";
import { DestinationRuleSpec, type Share, VirtualServiceSpec } from "./istio.ts";

export type VirtualService = z.infer<typeof VirtualServiceSpec> & { object: KubeObject };
export type DestinationRule = z.infer<typeof DestinationRuleSpec> & { object: KubeObject };

export function virtualServices(situation: Situation): VirtualService[] {
  return situation.other("VirtualService").flatMap((object) => read(object, VirtualServiceSpec));
}

export function destinationRules(situation: Situation): DestinationRule[] {
  return situation.other("DestinationRule").flatMap((object) => read(object, DestinationRuleSpec));
}

/** The spec of an object as this schema, with the object beside it; nothing when it does not have that shape. */
export function read<T extends z.ZodType<object>>(
  object: KubeObject,
  schema: T,
): (z.infer<T> & { object: KubeObject })[] {
  const parsed = schema.safeParse("spec" in object ? object.spec : undefined);
  return parsed.success ? [{ ...parsed.data, object }] : [];
}

/** Every destination of a virtual service with its weight; a single one without a weight has all. */
export function sharesOf({ http, tcp }: VirtualService): z.infer<typeof Share>[] {
  return [...(http ?? []), ...(tcp ?? [])].flatMap(({ route }) => route ?? []);
}

/** The Service that a host of the mesh means, seen from the namespace of the object that names it. */
export function serviceOf(
  situation: Situation,
  object: KubeObject,
  host: string,
): { service: Service | undefined; inside: boolean } {
  const resolved = resolveHost(situation, object.metadata.namespace ?? "", host);
  return { service: resolved?.service, inside: resolved?.cluster !== undefined };
}

/** Does a ServiceEntry bring this host into the mesh? */
export function isEntry(situation: Situation, host: string): boolean {
  const hosts = situation
    .other("ServiceEntry")
    .flatMap((object) => read(object, z.object({ hosts: z.array(z.string()).catch([]) })))
    .flatMap((entry) => entry.hosts);
  return hosts.some((item) => item === host || (item.startsWith("*.") && host.endsWith(item.slice(1))));
}

/** A sidecar among the containers, or a pod of a namespace in ambient mode. */
export function inMesh({ pods, template }: WorkloadView): boolean {
  const specs = pods.length > 0 ? pods.map(({ spec }) => spec) : [template.spec];
  const ambient = template.metadata?.labels?.["istio.io/dataplane-mode"] === "ambient";
  return (
    ambient ||
    specs.some((spec) =>
      [...(spec?.containers ?? []), ...(spec?.initContainers ?? [])].some(({ name }) => name === "istio-proxy"),
    )
  );
}
