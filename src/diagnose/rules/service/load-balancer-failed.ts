import { cite } from "../../cite.ts";
import { defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";

export const loadBalancerFailed = defineRule({
  code: "load-balancer-failed",
  family: "service",
  role: "cause",
  severity: "critical",
  specificity: 8,
  meaning: "The cloud cannot make or change the load balancer of a Service, so clients outside have no way in.",
  needs: "A Service of type LoadBalancer without an address, and the latest event of its controller that says why.",
  remedy: "Mend what the message names: quota, subnet, rights, annotations.",
  disproof: "The Service has an external address.",
  *check(situation) {
    for (const service of situation.all("Service")) {
      if (service.spec?.type !== "LoadBalancer" || service.status?.loadBalancer?.ingress?.length) continue;
      const object = refOf(service);
      const [event] = situation.events.of(object).filter(({ reason }) => /LoadBalancer/.test(reason));
      if (!event || !/^(?:SyncLoadBalancerFailed|UnAvailableLoadBalancer)$/.test(event.reason)) continue;
      yield {
        object,
        title: `Service ${object.name} gets no load balancer: ${event.message.replace(/^Error syncing load balancer: /, "")}`,
        confidence: "high",
        since: new Date(event.first).toISOString(),
        evidence: [cite.event(event), cite.object(object, `Service ${object.name} has no external address`)],
        next: [look("See the Service", `kubectl -n ${object.namespace} describe svc ${object.name}`)],
      };
    }
  },
});
