import { groupIn } from "../../core/kubernetes/built-in.ts";
import { isGeneral, namesOf, projectOf } from "../../core/kubernetes/controller-names.ts";
import type { KubeObject } from "../../core/kubernetes/meta.ts";
import type { Ingress, Service } from "../../core/kubernetes/service.ts";
import { isCalled, isDown, mentions } from "../situation/is-down.ts";
import { type ObjectIndex, refOf } from "../situation/object-index.ts";
import type { Observed } from "../situation/observed.ts";
import type { WorkloadView } from "../situation/workload.ts";
import { readStatus } from "../status/read-status.ts";
import type { Edge } from "./edge.ts";

type Seen = ObjectIndex & Pick<Observed, "workloads" | "services">;

/**
 * What stands still while a controller is down: the Ingresses of its class, and custom resources of its that are not as they
 * should be. While one of its pods is ready, or another controller serves the same, there is no such edge: errors are then about
 * single objects, often theirs.
 */
export function standingStill(seen: Seen): Edge[] {
  const down = seen.workloads.filter(isDown);
  if (down.length === 0) return [];
  const stuck = seen.custom.filter(isStuck);
  const others = seen.workloads.filter((workload) => !isDown(workload));
  return down.flatMap((workload) => [
    ...seen
      .all("Ingress")
      .filter((ingress) => serves(workload, ingress, seen) && !others.some((other) => serves(other, ingress, seen)))
      .map((ingress) => edge(workload, ingress, "routed-to", "controller of its class")),
    ...stuck
      .filter((object) => reconciles(workload, object) && !others.some((other) => reconciles(other, object)))
      .map((object) => edge(workload, object, "makes", "controller of its kind")),
  ]);
}

function isStuck(object: KubeObject): boolean {
  const { state } = readStatus(object);
  return state !== "ready" && state !== "suspended";
}

const CLASS = "kubernetes.io/ingress.class";
const DEFAULT_CLASS = "ingressclass.kubernetes.io/is-default-class";

function serves(workload: WorkloadView, ingress: Ingress, seen: Seen): boolean {
  if (sharesAddress(ingress, seen.services(workload))) return true;
  const named = ingress.spec?.ingressClassName ?? ingress.metadata.annotations?.[CLASS];
  const classes = seen.other("IngressClass") as readonly (KubeObject & { spec?: { controller?: string } })[];
  const found = classes.find(({ metadata }) =>
    named ? metadata.name === named : metadata.annotations?.[DEFAULT_CLASS] === "true",
  );
  const controller = found?.spec?.controller;
  return (
    controller !== undefined &&
    (mentions(workload, controller) || namesOf(controller).some((name) => isCalled(workload, name)))
  );
}

/** Where the Ingress is answered is where the controller's Service is. */
function sharesAddress({ status }: Ingress, services: readonly Service[]): boolean {
  const own = new Set(services.flatMap((service) => addressesOf(service.status)));
  return addressesOf(status).some((address) => own.has(address));
}

function addressesOf(status: Ingress["status"]): string[] {
  return (status?.loadBalancer?.ingress ?? []).flatMap(({ ip, hostname }) => ip ?? hostname ?? []);
}

/** By who wrote to the object, or by the name that its API group has from its project. */
function reconciles(workload: WorkloadView, { apiVersion, metadata }: KubeObject): boolean {
  const { name } = workload.ref;
  const writers = (metadata.managedFields ?? []).map(({ manager = "" }) => manager);
  if (!isGeneral(name) && writers.some((manager) => manager === name || manager.startsWith(`${name}-`))) return true;
  const group = groupIn(apiVersion);
  const own = [`${group.split(".")[0]}-controller`, `${group.split(".")[0]}-operator`];
  if (own.some((prefix) => name === prefix || name.startsWith(`${prefix}-`))) return true;
  const project = projectOf(group);
  return project !== undefined && isCalled(workload, project) && !ASIDE.test(name);
}

/** Parts of an operator that reconcile nothing. */
const ASIDE = /-(?:webhook|cainjector|cert-controller|ui|dashboard|exporter|metrics|console|web)$/;

function edge({ ref }: WorkloadView, to: KubeObject, kind: Edge["kind"], because: string): Edge {
  return { from: ref, to: refOf(to), kind, because };
}
