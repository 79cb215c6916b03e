import type { ObjectRef } from "../../../core/object.ts";
import { oneLine } from "../../../core/untrusted.ts";
import type { EventView } from "../../situation/events.ts";
import { isTerminating } from "../../situation/pod.ts";
import type { Situation } from "../../situation/situation.ts";

/** A pod that gets no sandbox, or whose sandbox cannot be taken down, and whether that is the network's doing. */
export interface SandboxFailure {
  kind: "plugin" | "addresses";
  event: EventView;
  owner: ObjectRef;
  node: string;
  /** The plugin's own words. */
  text: string;
}

const SANDBOX = new Set(["FailedCreatePodSandBox", "FailedKillPod"]);
/** host-local (containernetworking/plugins), AWS VPC CNI and Calico, in this order. */
const NO_ADDRESS =
  /no IP addresses available|failed to assign an IP address|no more available (?:IPs|addresses)|IPAM.{0,200}exhausted/i;
const NETWORK =
  /network for sandbox \\{0,8}"[^"]*":? ?(.*)|(cni plugin not initialized.*)|(failed to find plugin "[^"]+".*)/;

/** What pods that still wait for a sandbox, or to be rid of it, are told, one event per pod. */
export function sandboxFailures(situation: Situation): SandboxFailure[] {
  return situation.events.all
    .filter(({ reason, object }) => SANDBOX.has(reason) && object.kind === "Pod")
    .flatMap((event): SandboxFailure[] => {
      const pod = situation.find("Pod", event.object.namespace, event.object.name);
      const found = NETWORK.exec(event.message);
      const waits = event.reason === "FailedKillPod" ? pod && isTerminating(pod) : pod?.status?.phase === "Pending";
      if (!pod || !found || !waits) return [];
      const text = oneLine(found[1] ?? found[2] ?? found[3] ?? "", 160);
      const kind = NO_ADDRESS.test(event.message) ? "addresses" : "plugin";
      return [{ kind, event, owner: situation.ownerOf(pod), node: pod.spec?.nodeName ?? "", text }];
    });
}
