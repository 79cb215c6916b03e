import type { Evidence } from "../../../core/evidence.ts";
import { keyOf } from "../../../core/object.ts";
import { cite } from "../../cite.ts";
import { linksIn } from "../../graph/links.ts";
import { failing } from "../../metrics/request-trouble.ts";
import { requests } from "../../metrics/requests.ts";
import type { Situation } from "../../situation/situation.ts";
import type { WorkloadView } from "../../situation/workload.ts";
import { type AuthorizationPolicy, admits, concernsWorkload } from "./authorization-policies.ts";

/** A workload whose callers no policy allows, who they are, and what shows that they are refused. */
export interface Refused {
  workload: WorkloadView;
  callers: readonly WorkloadView[];
  said: readonly Evidence[];
}

/** Where a policy allows somebody, and those who call are not among them; only where they suffer from it. */
export function callersRefused(
  situation: Situation,
  policy: AuthorizationPolicy,
  policies: readonly AuthorizationPolicy[],
): Refused[] {
  if (policy.action !== "ALLOW" || !policy.rules?.length) return [];
  return situation.workloads
    .filter((workload) => concernsWorkload(policy, workload))
    .flatMap((workload) => {
      const allowing = policies.filter((other) => other.action === "ALLOW" && concernsWorkload(other, workload));
      const all = situation
        .services(workload)
        .flatMap((service) => situation.callers(service))
        .filter((caller) => caller !== workload);
      const callers = [...new Set(all)].filter((caller) => !allowing.some((other) => admits(other, caller)));
      const said = callers.length > 0 ? complaints(situation, workload) : [];
      return said.length > 0 ? [{ workload, callers, said }] : [];
    });
}

/** Log lines of callers that are refused, else the share of requests that fail. */
function complaints(situation: Situation, workload: WorkloadView): Evidence[] {
  const lines = linksIn(situation)
    .filter(({ peer, clue }) => peer.workload === workload && clue.class === "authorization")
    .map(({ clue }) => cite.log(clue.stream, clue.line, clue.count));
  if (lines.length > 0) return lines.slice(0, 3);
  return requests(situation)
    .filter((item) => keyOf(item.workload.ref) === keyOf(workload.ref))
    .flatMap((item) => failing(item) ?? [])
    .slice(0, 1)
    .map(({ course }) => cite.metric(course.series, [workload.ref], `requests to ${workload.ref.name} fail`));
}
