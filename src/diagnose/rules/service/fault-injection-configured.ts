import { cite } from "../../cite.ts";
import { change, defineRule } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { virtualServices } from "./mesh.ts";
import { affectedBy } from "./mesh-reach.ts";

export const faultInjectionConfigured = defineRule({
  code: "fault-injection-configured",
  family: "service",
  role: "cause",
  severity: "critical",
  specificity: 9,
  meaning: "The mesh itself fails or delays requests: a virtual service has fault injection switched on.",
  needs: "The VirtualService.",
  remedy: "Remove the fault from the VirtualService.",
  disproof: "The route with the fault is used by tests only.",
  *check(situation) {
    for (const mesh of virtualServices(situation)) {
      const fault = mesh.http
        ?.map((route) => route.fault)
        .find((item) => share(item?.abort) > 0 || share(item?.delay) > 0);
      if (!fault) continue;
      const { name, namespace = "" } = mesh.object.metadata;
      const what = [
        ...(share(fault.abort) > 0
          ? [`fails ${share(fault.abort)} % of the requests with ${fault.abort?.httpStatus ?? fault.abort?.grpcStatus}`]
          : []),
        ...(share(fault.delay) > 0
          ? [`delays ${share(fault.delay)} % of the requests by ${fault.delay?.fixedDelay ?? "some time"}`]
          : []),
      ].join(" and ");
      yield {
        object: refOf(mesh.object),
        title: `VirtualService ${name} ${what} to ${mesh.hosts.join(", ")}`,
        confidence: "high",
        since: mesh.object.metadata.creationTimestamp ?? null,
        affects: affectedBy(situation, mesh),
        evidence: [cite.object(refOf(mesh.object), `fault injection: ${what}`)],
        next: [change("Remove the fault", `kubectl -n ${namespace} edit virtualservice ${name}`)],
      };
    }
  },
});

/** Istio: a fault without a percentage concerns every request. */
function share(fault: { percentage?: { value?: number | undefined } | undefined } | undefined): number {
  return fault ? (fault.percentage?.value ?? 100) : 0;
}
