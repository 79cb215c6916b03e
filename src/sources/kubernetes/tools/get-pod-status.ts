import { z } from "zod";
import type { ContainerStatus } from "../../../core/kubernetes/pod.ts";
import { defineTool } from "../../../core/tool.ts";
import { oneLine } from "../../../core/untrusted.ts";
import { findPod } from "../pods/find-pod.ts";
import { containerStatuses, ownerName, podStatus } from "../pods/pod-status.ts";
import { kubernetes } from "../source.ts";
import { namespace } from "./input.ts";

const State = z.object({
  name: z.string(),
  ready: z.boolean(),
  restarts: z.int(),
  now: z.string(),
  before: z.string(),
  image: z.string(),
});

export const getPodStatus = defineTool({
  name: "get_pod_status",
  title: "Get pod status",
  description: "One pod: status, conditions that are not met, every container's state now and before its last restart.",
  effect: "read",
  needs: { kubernetes },
  input: z.object({ namespace, pod: z.string().describe("Pod name") }),
  output: z.object({
    pod: z.string(),
    status: z.string(),
    node: z.string(),
    owner: z.string(),
    conditions: z.array(z.string()),
    containers: z.array(State),
    omitted: z.array(z.string()),
  }),
  cut: ["conditions", "containers"],
  async handler({ namespace, pod: name }, { kubernetes, signal }) {
    const pod = await findPod(kubernetes, { namespace, name }, signal);
    const unmet = (pod.status?.conditions ?? []).filter(({ status }) => status !== "True");
    return {
      pod: name,
      status: podStatus(pod),
      node: pod.spec?.nodeName ?? "",
      owner: ownerName(pod),
      conditions: unmet.map(({ type, reason, message }) => oneLine(`${type}: ${reason ?? "not met"} ${message ?? ""}`)),
      containers: containerStatuses(pod).map(describe),
      omitted: [],
    };
  },
  render({ pod, status, node, owner, conditions, containers }) {
    const rows = containers.map(
      (c) =>
        `  ${c.name}  ${c.ready ? "ready" : "not ready"}  restarts ${c.restarts}  ${c.now}${c.before ? `  before: ${c.before}` : ""}  ${c.image}`,
    );
    return [
      `${pod}  ${status}  on ${node || "no node"}  of ${owner}`,
      ...conditions.map((line) => `  ${line}`),
      ...rows,
    ].join("\n");
  },
});

function describe({ name, ready, restartCount, state, lastState, image }: ContainerStatus) {
  return {
    name,
    ready: ready ?? false,
    restarts: restartCount ?? 0,
    now: stateText(state),
    before: stateText(lastState),
    image: image ?? "",
  };
}

function stateText(state: ContainerStatus["state"]): string {
  if (state?.waiting) return oneLine(`waiting: ${state.waiting.reason ?? ""} ${state.waiting.message ?? ""}`);
  if (state?.terminated)
    return oneLine(
      `${state.terminated.reason ?? "terminated"}, exit ${state.terminated.exitCode ?? "?"} at ${state.terminated.finishedAt ?? "?"} ${state.terminated.message ?? ""}`,
    );
  return state?.running ? `running since ${state.running.startedAt ?? "?"}` : "";
}
