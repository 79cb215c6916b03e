import type { KubeObject } from "../../../core/kubernetes/meta.ts";
import { timeOf } from "../../../core/time.ts";
import { refOf } from "../../situation/object-index.ts";
import type { Situation } from "../../situation/situation.ts";

/** Something that wants an address from outside and has none for minutes, with those of its kind and class that have. */
export interface WithoutAddress {
  object: KubeObject;
  /** ms since the epoch. */
  made: number;
  class: string | undefined;
  siblings: readonly KubeObject[];
}

/** Clouds take a few minutes for a load balancer. */
const PATIENCE_MS = 10 * 60_000;

interface Exposed extends KubeObject {
  spec?: { type?: string; loadBalancerClass?: string; ingressClassName?: string; gatewayClassName?: string };
  status?: { loadBalancer?: { ingress?: unknown[] }; addresses?: unknown[] };
}

export function withoutAddress(situation: Situation): WithoutAddress[] {
  const services = situation.all("Service").filter(({ spec }) => spec?.type === "LoadBalancer");
  const exposed: Exposed[] = [
    ...services,
    ...situation.all("Ingress"),
    ...situation.other("Gateway").filter(isGatewayApi),
  ];
  return exposed.flatMap((object) => {
    const made = timeOf(object.metadata.creationTimestamp);
    const alike = exposed.filter((other) => other.kind === object.kind && classOf(other) === classOf(object));
    const siblings = alike.filter(hasAddress);
    const waits = made !== undefined && situation.now - made > PATIENCE_MS && !hasAddress(object);
    // A controller that complains has a finding of its own, one that spoke lately is at work.
    const isTold = situation.events
      .of(refOf(object))
      .some(({ type, at }) => type === "Warning" || situation.now - at < PATIENCE_MS);
    // Many controllers write no address into an Ingress: then none of its class has one.
    const isCustom = object.kind === "Ingress" && siblings.length === 0;
    return waits && !isTold && !isCustom ? [{ object, made, class: classOf(object), siblings }] : [];
  });
}

function isGatewayApi({ apiVersion }: KubeObject): boolean {
  return apiVersion.startsWith("gateway.networking.k8s.io/");
}

function hasAddress({ status }: Exposed): boolean {
  return (status?.loadBalancer?.ingress?.length ?? 0) > 0 || (status?.addresses?.length ?? 0) > 0;
}

function classOf({ spec }: Exposed): string | undefined {
  return spec?.ingressClassName ?? spec?.gatewayClassName ?? spec?.loadBalancerClass;
}
