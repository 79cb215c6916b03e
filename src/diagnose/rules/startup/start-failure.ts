import { keyOf } from "../../../core/object.ts";
import { once } from "../../../core/once.ts";
import { quantity } from "../../../core/quantity.ts";
import { type ContainerView, containersOf, lastTermination, notReadySince } from "../../situation/pod.ts";
import type { Situation } from "../../situation/situation.ts";
import { type Waiting, waitingContainers } from "../../situation/trouble.ts";
import { sandboxFailures } from "./sandbox-failure.ts";
import { type StartProblem, startProblem } from "./start-problem.ts";

/** A container that has its image and does not get to run its program. */
export interface StartFailure extends Waiting {
  problem: StartProblem;
  /** What the text names. */
  what: string | undefined;
  text: string;
}

const STATES =
  /^(?:InvalidImageName|ErrImageNeverPull|CreateContainerConfigError|CreateContainerError|RunContainerError|PreCreateHookError|PreStartHookError)$/;
export const startFailures = once(find);

function find(situation: Situation): StartFailure[] {
  const waiting = waitingContainers(situation).filter(({ reason }) => STATES.test(reason));
  const known = new Set(waiting.map(({ workload, container }) => `${workload.ref.name}/${container.spec.name}`));
  const ended = startErrors(situation).filter(
    ({ workload, container }) => !known.has(`${workload.ref.name}/${container.spec.name}`),
  );
  return [...waiting, ...ended, ...inSandbox(situation)].map((item) => describe(item));
}

/** Killed or refused with the sandbox: no container status shows it. The container with the least memory is named. */
function inSandbox(situation: Situation): Waiting[] {
  const failed = sandboxFailures(situation).filter(({ problem }) => problem === "start");
  return [...Map.groupBy(failed, ({ owner }) => keyOf(owner)).values()].flatMap((alike) => {
    const [{ owner, pod, event } = {}] = alike;
    const workload = owner && situation.workload(owner);
    const [container] = (pod ? containersOf(pod) : []).sort((a, b) => memoryOf(a) - memoryOf(b));
    if (!workload || !pod || !event || !container) return [];
    const pods = new Set(alike.map((failure) => failure.pod)).size;
    return [{ workload, container, pods, reason: event.reason, texts: [event.message], since: notReadySince(pod) }];
  });
}

function memoryOf({ spec }: ContainerView): number {
  return quantity(spec.resources?.limits?.memory) ?? Number.POSITIVE_INFINITY;
}

/** The first text that tells; a waiting message that is only a back-off does not. */
function describe(waiting: Waiting): StartFailure {
  const told = waiting.texts.map((text) => ({ text, ...startProblem(waiting.reason, text) }));
  const first = told.find(({ problem }) => problem !== "other") ?? told[0];
  return {
    ...waiting,
    ...(first ?? { text: waiting.reason, ...startProblem(waiting.reason, "") }),
  };
}

/** The runtime's own words are kept in how the container last ended: it waits in CrashLoopBackOff then. */
function startErrors(situation: Situation): Waiting[] {
  return situation.workloads.flatMap((workload) => {
    const failed = workload.pods
      .flatMap(containersOf)
      .filter(
        ({ status }) =>
          !status?.ready && /^(?:StartError|ContainerCannotRun)$/.test(lastTermination(status)?.reason ?? ""),
      );
    return [...Map.groupBy(failed, ({ spec }) => spec.name).values()].flatMap((alike) => {
      const [container] = alike;
      if (!container) return [];
      const { reason = "", message = "" } = lastTermination(container.status) ?? {};
      const since = notReadySince(container.pod);
      return [{ workload, container, pods: alike.length, reason, texts: [message].filter(Boolean), since }];
    });
  });
}
