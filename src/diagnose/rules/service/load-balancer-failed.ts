import { type ObjectRef, shortName } from "../../../core/object.ts";
import { cite } from "../../cite.ts";
import { defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import type { Situation } from "../../situation/situation.ts";
import { told } from "../resource/told.ts";

/** Controllers of Ingresses have each their own reasons, those of Services share theirs. */
const SPEAKS: Record<string, RegExp> = {
  Service: /^(?!.*(?:Endpoint|ClusterIP|Port(?:Already|Not|Out|Repair)))/,
  Ingress: /./,
};
/** What the cloud's own controller says of a Service is final; what others say, a conflict or a backend that came later, is got over. */
const FINAL = /LoadBalancer/;
const STEADY = 3;

export const loadBalancerFailed = defineRule({
  code: "load-balancer-failed",
  family: "service",
  role: "cause",
  severity: "critical",
  specificity: 8,
  meaning:
    "The load balancer of a Service or an Ingress cannot be created or changed, so clients outside have no way in.",
  needs:
    "A Service of type LoadBalancer or an Ingress without an address, and the latest event of its controller, which says why.",
  remedy: "Fix what the message names: quota, subnet, rights, annotations.",
  disproof: "It has an external address.",
  *check(situation) {
    for (const object of exposed(situation)) {
      const [event] = situation.events.of(object).filter(({ reason }) => SPEAKS[object.kind]?.test(reason));
      if (event?.type !== "Warning" || (!FINAL.test(event.reason) && event.count < STEADY)) continue;
      const why = event.message.replace(/^Error syncing load balancer: /, "");
      yield {
        object,
        title: `${object.kind} ${object.name} gets no load balancer: ${told("", why)}`,
        confidence: "high",
        since: new Date(event.first).toISOString(),
        evidence: [cite.event(event), cite.object(object, `${object.kind} ${object.name} has no external address`)],
        next: [
          look(
            `See the ${object.kind}`,
            `kubectl -n ${object.namespace} describe ${shortName(object).replace("/", " ")}`,
          ),
        ],
      };
    }
  },
});

/** Services and Ingresses that want an address and have none. */
function exposed(situation: Situation): ObjectRef[] {
  const services = situation.all("Service").filter(({ spec }) => spec?.type === "LoadBalancer");
  return [...services, ...situation.all("Ingress")]
    .filter(({ status }) => !status?.loadBalancer?.ingress?.length)
    .map(refOf);
}
