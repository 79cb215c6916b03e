import { hostPorts } from "./room.ts";
import { scheduleRule } from "./schedule-rule.ts";

export const unschedulableHostPort = scheduleRule({
  requirement: "host-port",
  meaning: "Another pod on each node uses the host port.",
  remedy: "Use a Service instead of a host port, or fewer replicas than nodes.",
  disproof: "A fitting node has the port free.",
  title: ({ workload, pod }) =>
    `host port ${hostPorts(pod.spec).join(", ")} of ${workload.ref.name} is taken on every node that it may use`,
});
