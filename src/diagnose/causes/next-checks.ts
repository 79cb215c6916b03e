import type { Step } from "../../core/finding.ts";
import { type ObjectRef, shortName } from "../../core/object.ts";
import { workloadLog } from "../log-command.ts";
import { look } from "../rule.ts";
import { containersOf, isReady } from "../situation/pod.ts";
import type { Situation } from "../situation/situation.ts";
import type { WorkloadView } from "../situation/workload.ts";
import type { Root } from "./reaching.ts";

/** So many checks are offered where the cause is unknown. */
const CHECKS = 2;
/** Rollouts older than this are no longer thought of first. */
const LATELY_MS = 24 * 60 * 60_000;
/** Of what a workload calls, this many are looked at in one command. */
const MAX_CALLED = 5;

/** A symptom that nothing explains, with the next best checks after those of its own rule. */
export function withChecks<R extends Root>(root: R, situation: Situation): R {
  if (root.rule.role === "cause") return root;
  const next = [...(root.draft.next ?? [])];
  for (const step of checks(root.draft.object, situation)) {
    if (next.filter(({ changes, command }) => !changes && command).length >= CHECKS) break;
    if (!next.some((known) => asksOf(known) === asksOf(step))) next.push(step);
  }
  return { ...root, draft: { ...root.draft, next } };
}

/** `logs deploy/api` of a command with whatever flags: asking again with others is no second check. */
function asksOf({ command = "" }: Step): string {
  return command.replace(/ -(?:[nlc]|-namespace) (?:'[^']*'|\S+)| --?\S+/g, "").replace(/^kubectl /, "");
}

/** Where to look for what is wrong with this object, what tells most first: its last change, a pod that fails, its log. */
function* checks(object: ObjectRef, situation: Situation): Iterable<Step> {
  const workload = workloadAt(object, situation);
  if (workload) {
    yield* lastChange(workload.ref, situation);
    yield* failingPod(workload);
    const log = workloadLog(workload, "--all-containers --since=15m --tail=100");
    if (log && workload.pods.some(({ status }) => status?.phase === "Running")) {
      yield look(`Read the recent log of ${workload.ref.name}`, log);
      yield* called(workload, situation);
    }
  }
  const within = object.namespace ? kubectl(object) : "kubectl";
  yield look(
    "See the warnings around it",
    object.namespace ? `${within} events --types=Warning` : "kubectl events -A --types=Warning",
  );
  yield look(`See what ${object.name} says`, `${within} describe ${shortName(object)}`);
}

/** The object itself, what runs behind it, or what uses it. */
function workloadAt(object: ObjectRef, situation: Situation): WorkloadView | undefined {
  const { kind, namespace, name } = object;
  const pod = kind === "Pod" ? situation.find("Pod", namespace, name) : undefined;
  const service = kind === "Service" ? situation.find("Service", namespace, name) : undefined;
  const users = situation.graph.outOf(object).filter((edge) => edge.kind === "uses");
  return (
    situation.workload(pod ? situation.ownerOf(pod) : object) ??
    (service && situation.behind(service)[0]) ??
    users.map(({ to }) => situation.workload(to)).find((user) => user !== undefined)
  );
}

function* lastChange(ref: ObjectRef, situation: Situation): Iterable<Step> {
  const [last] = situation.rollouts(ref);
  if (last?.at === undefined || situation.now - last.at > LATELY_MS) return;
  yield look(
    `See the pod template of revision ${last.revision}`,
    `${kubectl(ref)} rollout history ${shortName(ref)} --revision=${last.revision}`,
  );
}

function* failingPod({ ref, pods }: WorkloadView): Iterable<Step> {
  const pod = pods.find((item) => !isReady(item));
  if (!pod) return;
  const { name } = pod.metadata;
  const failing = containersOf(pod).find(
    ({ status }) => status && !status.ready && (!status.state?.waiting || (status.restartCount ?? 0) > 0),
  );
  if (failing) {
    const { spec, status } = failing;
    const again = status?.state?.running && (status.restartCount ?? 0) > 0;
    yield look(
      `Read the end of the log of ${spec.name}${again ? " before it was started again" : ""}`,
      `${kubectl(ref)} logs ${name} -c ${spec.name}${again ? " --previous" : ""} --tail=100`,
    );
  }
  yield look("See what the pod says", `${kubectl(ref)} describe pod ${name}`);
}

function* called(workload: WorkloadView, situation: Situation): Iterable<Step> {
  const own = situation.services(workload);
  const services = situation.references(workload).flatMap(({ service }) => (service ? [service] : []));
  const names = [...new Set(services)]
    .filter(({ metadata }) => metadata.namespace === workload.ref.namespace)
    .filter((service) => !own.includes(service))
    .map(({ metadata }) => metadata.name)
    .slice(0, MAX_CALLED);
  if (names.length === 0) return;
  yield look(
    `See whether what ${workload.ref.name} calls is ready`,
    `${kubectl(workload.ref)} get endpointslices -l 'kubernetes.io/service-name in (${names.join(",")})'`,
  );
}

function kubectl({ namespace }: ObjectRef): string {
  return `kubectl -n ${namespace}`;
}
