import { cite } from "../../cite.ts";
import { linksOfClass } from "../../graph/links.ts";
import { change, defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { isReady } from "../../situation/pod.ts";

export const peersHiddenUntilReady = defineRule({
  code: "peers-hidden-until-ready",
  family: "service",
  role: "cause",
  severity: "critical",
  specificity: 8,
  meaning:
    "Members of a set look each other up by name before they are ready, and their headless Service names ready pods only: none ever becomes ready.",
  needs:
    "Pods that are not ready and log that the name of a sibling does not exist, behind a headless Service without publishNotReadyAddresses.",
  remedy: "Set publishNotReadyAddresses on the headless Service.",
  disproof: "The names of the pods resolve while they are not ready.",
  *check(situation) {
    for (const { caller, peer, clue } of linksOfClass(situation, "dns-unknown")) {
      const { service } = peer;
      if (!caller || !service || service.spec?.clusterIP !== "None" || service.spec.publishNotReadyAddresses) continue;
      const member = peer.host?.split(".")[0];
      const sibling = caller.pods.find(({ metadata }) => metadata.name === member);
      if (!sibling || isReady(sibling) || !situation.behind(service).includes(caller)) continue;
      const object = refOf(service);
      const { namespace, name } = object;
      yield {
        object,
        title: `Service ${name} does not name pods of ${caller.ref.name} until they are ready, and they wait for each other's names`,
        confidence: "high",
        affects: [caller.ref],
        evidence: [
          cite.object(object, `Service ${name} has clusterIP None and names ready pods only`),
          cite.object(refOf(sibling), `pod ${sibling.metadata.name} is not ready`),
          cite.log(clue.stream, clue.line, clue.count),
        ],
        next: [
          look(
            "See which pods it names",
            `kubectl -n ${namespace} get endpointslices -l kubernetes.io/service-name=${name} -o yaml`,
          ),
          change(
            "Let it name pods that are not ready",
            `kubectl -n ${namespace} patch service ${name} --type merge -p '{"spec":{"publishNotReadyAddresses":true}}'`,
          ),
        ],
      };
    }
  },
});
