import { shortName } from "../../../core/object.ts";
import { cite } from "../../cite.ts";
import { linksOfClass } from "../../graph/links.ts";
import { listeningIn } from "../../logs/listening.ts";
import { defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { linkDraft } from "./link-draft.ts";
import { isProbed, targetsOf } from "./pod-ports.ts";
import { portsOf } from "./service-port.ts";

export const portNotListening = defineRule({
  code: "port-not-listening",
  family: "dependency",
  role: "cause",
  dependent: true,
  severity: "critical",
  specificity: 6,
  meaning:
    "Callers are refused although the Service has ready endpoints: nobody listens on the port that it sends them to.",
  needs: "Refused connections to a port that the Service has, and ready endpoints behind it.",
  remedy: "Let the process listen on all addresses of the pod and on the target port, or correct the target port.",
  disproof: "The endpoints became ready after the refused connections.",
  *check(situation) {
    for (const link of linksOfClass(situation, "refused")) {
      const { service, workload, port } = link.peer;
      if (!service || !workload || !link.caller || (port && !portsOf(service)?.includes(port))) continue;
      const { ready, known, selected } = situation.backends(service);
      if (!known || ready === 0 || selected.length === 0) continue;
      const open = listeningIn(selected.flatMap((pod) => situation.logs(pod)));
      const targets = targetsOf(service, port, workload);
      if (open.some((item) => !item.local && targets.includes(item.port)) || isProbed(workload, targets)) continue;
      const says = open[0] && cite.log(open[0].stream, open[0].line);
      const draft = linkDraft(
        link,
        workload.ref,
        `${workload.ref.name} does not listen where Service ${service.metadata.name} sends its callers${open[0] ? `: it logs port ${open[0].port}${open[0].local ? " of the loopback address only" : ""}` : ""}`,
        [
          look(
            "See the ports that it and its Service declare",
            `kubectl -n ${workload.ref.namespace} get ${shortName(workload.ref)} ${shortName(refOf(service))} -o yaml`,
          ),
        ],
      );
      yield {
        ...draft,
        confidence: says ? "medium" : "low",
        evidence: [
          ...draft.evidence,
          cite.endpoints(refOf(service), `Service ${service.metadata.name} has ${ready} ready endpoints`),
          ...(says ? [says] : []),
        ],
      };
    }
  },
});
