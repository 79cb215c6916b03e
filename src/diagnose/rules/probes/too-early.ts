import { timeOf } from "../../../core/time.ts";
import { listeningIn } from "../../logs/listening.ts";
import { lastTermination } from "../../situation/pod.ts";
import type { Situation } from "../../situation/situation.ts";
import type { ProbeFailure } from "./probe-failure.ts";
import { named, probeRules } from "./probe-rules.ts";
import { numbersOf, probePort } from "./probe-target.ts";

/** A process that answers too late for a probe this impatient may only be starting. */
const HASTY_S = 15;

export const tooEarly = probeRules({
  fault: "too-early",
  kinds: ["liveness", "startup"],
  specificity: 7,
  meaning: "The probe has the container killed before its start is over.",
  remedy: "Give a startup probe more attempts, or the liveness probe a longer initial delay.",
  disproof: "The container does not get ready even without the probe.",
  judge(failure, situation) {
    const hasty = failure.reading.kind === "timeout" && budgetOf(failure) <= HASTY_S;
    if (failure.reading.kind !== "refused" && !hasty) return undefined;
    const ended = lastTermination(failure.container.status);
    const [began, over] = [timeOf(ended?.startedAt), timeOf(ended?.finishedAt)];
    const budget = budgetOf(failure);
    if (
      !ended ||
      ended.reason === "OOMKilled" ||
      !isPlausiblePort(failure, situation) ||
      hasOwnError(failure, situation)
    )
      return undefined;
    const lived = began !== undefined && over !== undefined ? (over - began) / 1000 : undefined;
    const grace = failure.container.pod.spec?.terminationGracePeriodSeconds ?? 30;
    if (lived !== undefined && (lived < budget - 5 || lived > budget + grace + 15)) return undefined;
    return {
      title: `${named(failure)} kills the container after ${budget} s, before it listens`,
      draft: { confidence: lived === undefined ? "low" : "medium" },
    };
  },
});

/** Seconds from the start to the kill: the first attempt after the delay, then one a period until the threshold. */
export function budgetOf({ probe }: Pick<ProbeFailure, "probe">): number {
  return (probe.initialDelaySeconds ?? 0) + (probe.periodSeconds ?? 10) * (probe.failureThreshold ?? 3);
}

/** The port is one that the container has, so it may come to listen on it. */
function isPlausiblePort(failure: ProbeFailure, situation: Situation): boolean {
  const port = probePort(failure);
  const declared = numbersOf(failure.container.spec.ports);
  const open = listeningIn(situation.logs(failure.container.pod, failure.container.spec.name));
  if (open.length > 0) return open.some((item) => item.port === port);
  return port !== undefined && (declared.length === 0 || declared.includes(port));
}

/** A run that says why it fails was not killed too early. */
function hasOwnError({ workload }: ProbeFailure, situation: Situation): boolean {
  return situation.clues(workload).some(({ ended, fromEnd }) => ended && fromEnd < 20);
}
