import { cite } from "../../cite.ts";
import { defineRule, look } from "../../rule.ts";
import { nodeRef } from "../../situation/object-index.ts";
import { nodePluginDown } from "../storage/driver.ts";

const WORDS = /driver name (\S+) not found in the list of registered CSI drivers/;

export const csiDriverNotRegistered = defineRule({
  code: "csi-driver-not-registered",
  family: "control-plane",
  role: "cause",
  severity: "critical",
  specificity: 9,
  meaning: "A node has no storage driver of that name, so its volumes cannot be mounted there.",
  needs: "FailedMount or FailedAttachVolume events with the kubelet's words, of pods that still wait.",
  remedy: "Bring the driver's node pod back on that node, or install the driver.",
  disproof: "The node's CSINode lists the driver.",
  *check(situation) {
    const seen = new Set<string>();
    for (const event of situation.events.all) {
      const [, driver] = WORDS.exec(event.message) ?? [];
      const pod = situation.find("Pod", event.object.namespace, event.object.name);
      if (!driver || !pod || pod.status?.phase !== "Pending") continue;
      const node = nodeRef(situation, pod.spec?.nodeName);
      const object = node ?? situation.ownerOf(pod);
      if (seen.has(`${object.name} ${driver}`)) continue;
      seen.add(`${object.name} ${driver}`);
      const restsOn = nodePluginDown(situation, driver, pod.spec?.nodeName ?? "");
      yield {
        object,
        title: `${node ? `node ${object.name}` : "the node"} has no storage driver ${driver}`,
        confidence: "high",
        since: new Date(event.first).toISOString(),
        affects: [situation.ownerOf(pod)],
        ...(restsOn && { restsOn }),
        evidence: [cite.event(event)],
        next: [look("See which drivers nodes have", "kubectl get csinodes -o wide")],
      };
    }
  },
});
