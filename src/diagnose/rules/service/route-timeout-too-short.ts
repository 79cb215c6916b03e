import { cite } from "../../cite.ts";
import { amount } from "../../metrics/amount.ts";
import { requests } from "../../metrics/requests.ts";
import { change, defineRule } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import type { Situation } from "../../situation/situation.ts";
import { harm } from "../performance/harm.ts";
import { secondsIn } from "./istio-duration.ts";
import { serviceOf, sharesOf, type VirtualService, virtualServices } from "./mesh.ts";

/** No network and program answer reliably in less, whatever they normally take. */
const HOPELESS_SECONDS = 0.02;

export const routeTimeoutTooShort = defineRule({
  code: "route-timeout-too-short",
  family: "service",
  role: "cause",
  severity: "critical",
  specificity: 9,
  meaning: "The mesh gives up on requests before the service can answer them.",
  needs: "The timeout of the virtual service, how long requests take (or a timeout of a few ms), and failing requests.",
  remedy: "Raise or remove the timeout in the VirtualService.",
  disproof: "Requests fail with another cause than 504 when the timeout is raised.",
  *check(situation) {
    for (const mesh of virtualServices(situation)) {
      const timeout = Math.min(...(mesh.http ?? []).map((route) => secondsIn(route.timeout)));
      const hit = timeout > 0 && Number.isFinite(timeout) ? tooSlow(situation, mesh, timeout) : undefined;
      if (!hit) continue;
      const { name, namespace = "", creationTimestamp = null } = mesh.object.metadata;
      const why = hit.takes === undefined ? "" : `, and requests take ${amount(hit.takes, "seconds")}`;
      yield {
        object: refOf(mesh.object),
        title: `VirtualService ${name} gives up on ${hit.service.name} after ${amount(timeout, "seconds")}${why}`,
        confidence: "high",
        since: creationTimestamp,
        affects: [hit.service],
        evidence: [
          cite.object(refOf(mesh.object), `timeout ${amount(timeout, "seconds")} to ${hit.service.name}${why}`),
        ],
        next: [change("Raise the timeout", `kubectl -n ${namespace} edit virtualservice ${name}`)],
      };
    }
  },
});

/** A destination that needs longer, and whose callers suffer. */
function tooSlow(situation: Situation, mesh: VirtualService, timeout: number) {
  for (const { destination } of sharesOf(mesh)) {
    const { service } = serviceOf(situation, mesh.object, destination.host);
    if (!service) continue;
    const behind = situation.behind(service);
    if (!behind.some(({ ref }) => harm(situation, ref) === "yes")) continue;
    const latency = requests(situation).find(({ workload }) => behind.includes(workload))?.latency;
    const takes = latency?.shift?.before ?? latency?.now;
    if (timeout <= HOPELESS_SECONDS || (takes !== undefined && takes >= timeout))
      return { service: refOf(service), takes };
  }
  return undefined;
}
