import { duration, timeOf } from "../../../core/time.ts";
import { oneLine } from "../../../core/untrusted.ts";
import { cite } from "../../cite.ts";
import { defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { type ContainerView, containersOf, isReady } from "../../situation/pod.ts";
import type { Situation } from "../../situation/situation.ts";

/** Migrations and downloads take their time. */
const LONG_MS = 5 * 60_000;

export const initContainerUnfinished = defineRule({
  code: "init-container-unfinished",
  family: "startup",
  role: "cause",
  dependent: true,
  severity: "critical",
  specificity: 5,
  meaning: "An init container runs without finishing, so the containers after it never start.",
  needs: "An init container, not a sidecar, that has been running for five minutes in pods that are not ready.",
  remedy: "See what it waits for: its command and its log say.",
  disproof: "It finishes by itself and the pod becomes ready.",
  *check(situation) {
    for (const { ref, pods } of situation.workloads) {
      const waiting = pods.flatMap(containersOf).filter((view) => runsLong(view, situation.now));
      const [first] = waiting;
      if (!first) continue;
      const { pod, spec } = first;
      const began = first.status?.state?.running?.startedAt ?? null;
      const running = duration(situation.now - (timeOf(began) ?? situation.now));
      yield {
        object: ref,
        title: `init container ${spec.name} of ${ref.name} has been running for ${running}, and the other containers wait for it`,
        confidence: "high",
        since: began,
        severity: pods.some(isReady) ? "warning" : "critical",
        evidence: [
          cite.object(refOf(pod), `${waiting.length} pods wait for ${spec.name}: ${commandOf(first)}`, {}, began),
          ...lastLine(situation, first),
        ],
        next: [look("Read its log", `kubectl -n ${ref.namespace} logs ${pod.metadata.name} -c ${spec.name}`)],
      };
    }
  },
});

function runsLong({ init, spec, status, pod }: ContainerView, now: number): boolean {
  const began = timeOf(status?.state?.running?.startedAt);
  return init && spec.restartPolicy !== "Always" && !isReady(pod) && began !== undefined && now - began > LONG_MS;
}

function commandOf({ spec }: ContainerView): string {
  const words = [...(spec.command ?? []), ...(spec.args ?? [])];
  return words.length > 0 ? oneLine(words.join(" "), 160) : `the command of image ${spec.image ?? "?"}`;
}

function lastLine(situation: Situation, { pod, spec }: ContainerView) {
  const stream = situation.logs(pod, spec.name).find(({ previous }) => !previous);
  return stream ? stream.lines.slice(-1).map((line) => cite.log(stream, line)) : [];
}
