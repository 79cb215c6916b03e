import type { Pod } from "../../../core/kubernetes/pod.ts";
import type { PersistentVolumeClaim } from "../../../core/kubernetes/storage.ts";
import type { ObjectRef } from "../../../core/object.ts";
import { isDown, mentions } from "../../situation/is-down.ts";
import { isReady } from "../../situation/pod.ts";
import type { Situation } from "../../situation/situation.ts";
import type { WorkloadView } from "../../situation/workload.ts";
import { classFor } from "./storage-class.ts";

/** The controller of this storage driver, when it is down: only what is wrong with it explains that nothing is made or attached. */
export function controllerDown(situation: Situation, driver: string): ObjectRef | undefined {
  const holders = holdersOf(situation, driver);
  return situation.workloads.find(
    (workload) =>
      workload.ref.kind !== "DaemonSet" &&
      isDown(workload) &&
      (mentions(workload, driver) || isHolder(workload, holders)),
  )?.ref;
}

/** The same for the driver of a claim's volume. */
export function attacherDown(situation: Situation, claim: PersistentVolumeClaim | undefined): ObjectRef | undefined {
  const volume = situation.find("PersistentVolume", "", claim?.spec?.volumeName ?? "");
  const driver = volume?.spec?.csi?.driver ?? classFor(situation, claim?.spec ?? {})?.provisioner;
  return driver ? controllerDown(situation, driver) : undefined;
}

/** The DaemonSet that should serve this driver on the node, when it has no ready pod there. */
export function nodePluginDown(situation: Situation, driver: string, node: string): ObjectRef | undefined {
  const plugins = situation.workloads.filter(({ ref }) => ref.kind === "DaemonSet");
  const serving = plugins.filter((plugin) => mentions(plugin, driver));
  if (serving.some((plugin) => podsOn(plugin, node).some(isReady))) return undefined;
  return (serving.find((plugin) => podsOn(plugin, node).length > 0) ?? serving[0])?.ref;
}

function podsOn({ pods }: WorkloadView, node: string): readonly Pod[] {
  return pods.filter(({ spec }) => spec?.nodeName === node);
}

/**
 * Pods that hold, or held last, the leases of the driver's sidecars: these are named after the driver with dashes for dots
 * (kubernetes-csi/csi-lib-utils, leaderelection: `external-attacher-leader-disk-csi-example-com`).
 */
function holdersOf(situation: Situation, driver: string): string[] {
  const name = driver.replace(/[^a-zA-Z0-9-]/g, "-");
  return situation
    .all("Lease")
    .filter(({ metadata }) => metadata.name === name || metadata.name.endsWith(`-${name}`))
    .flatMap(({ spec }) => spec?.holderIdentity ?? []);
}

function isHolder({ ref }: WorkloadView, holders: readonly string[]): boolean {
  return holders.some((holder) => holder.startsWith(`${ref.name}-`));
}
