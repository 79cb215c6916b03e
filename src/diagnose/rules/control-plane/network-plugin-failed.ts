import { cite } from "../../cite.ts";
import { defineRule, look } from "../../rule.ts";
import { nodeRef, refOf } from "../../situation/object-index.ts";
import { placeOf } from "../../situation/pod.ts";
import { brokenNodes, systemWorkloads } from "./component.ts";
import { sandboxFailures } from "./sandbox.ts";

/** Names of the network plugins' DaemonSets, as their own manifests have them. */
const PLUGINS =
  /^(?:calico-node|cilium|kube-flannel(?:-ds.*)?|flannel|weave-net|aws-node|kindnet|antrea-agent|canal|ovnkube-node|kube-router|azure-cns)$/;

export const networkPluginFailed = defineRule({
  code: "network-plugin-failed",
  family: "control-plane",
  role: "cause",
  dependent: true,
  outage: true,
  severity: "critical",
  specificity: 8,
  meaning:
    "The network plugin fails on a node: new pods there get no network, and pods that end there are not taken down.",
  needs:
    "FailedCreatePodSandBox or FailedKillPod events with the plugin's words, or nodes that are not ready for want of a network.",
  remedy: "Look at the plugin's pod on the node and its log; restart it there.",
  disproof: "New pods start on the node.",
  *check(situation) {
    const failures = sandboxFailures(situation).filter(({ kind }) => kind === "plugin");
    const [first] = failures;
    if (!first) return;
    const [plugin] = systemWorkloads(situation, PLUGINS);
    const down = plugin ? brokenNodes(plugin).pods : [];
    const nodes = [...new Set(failures.map(({ node }) => node).filter(Boolean))];
    const object = plugin?.ref ?? nodeRef(situation, nodes[0]);
    if (!object) return;
    yield {
      object,
      title: `the network plugin fails on ${nodes.slice(0, 3).join(", ") || "a node"}: ${first.text}`,
      confidence: "high",
      since: new Date(first.event.first).toISOString(),
      affects: failures.map(({ owner }) => owner),
      evidence: [
        cite.event(first.event),
        ...down
          .slice(0, 3)
          .map((pod) => cite.object(refOf(pod), `pod ${pod.metadata.name} on ${placeOf(pod)} is not ready`)),
      ],
      next: [
        look(
          "See the system's pods there",
          `kubectl -n kube-system get pods -o wide --field-selector spec.nodeName=${nodes[0] ?? ""}`,
        ),
      ],
    };
  },
});
