import { cite } from "../../cite.ts";
import { type Listening, listeningIn } from "../../logs/listening.ts";
import { serving, targetNumber } from "../../situation/service-ports.ts";
import type { Situation } from "../../situation/situation.ts";
import type { ProbeFailure } from "./probe-failure.ts";
import { named, probeRules } from "./probe-rules.ts";
import { numbersOf, probePort } from "./probe-target.ts";

/** Probes that a mesh has rewritten ask its agent on these ports. */
const MESH_PORTS = new Set([15020, 15021]);

export const wrongPort = probeRules({
  fault: "wrong-port",
  specificity: 9,
  meaning: "The probe asks a port on which the container does not listen, while it listens on another.",
  remedy: "Set the probe's port to the one that the container listens on.",
  disproof: "The process listens on the probe's port a little later.",
  judge(failure, situation) {
    const port = probePort(failure);
    if (port === undefined || MESH_PORTS.has(port) || !isOpenQuestion(failure)) return undefined;
    const open = openPorts(failure, situation);
    if (open.some((item) => item.port === port)) return undefined;
    const declared = numbersOf(failure.container.spec.ports);
    const others =
      open.length > 0
        ? open.map((item) => item.port)
        : declared.length > 0
          ? declared
          : serviceTargets(failure, situation);
    if (others.length === 0 || (others.includes(port) && open.length === 0)) return undefined;
    if (declared.includes(port) && open.length === 0) return undefined;
    return {
      title: `${named(failure)} asks port ${port}, the container listens on ${others.join(", ")}`,
      evidence: open.slice(0, 1).map(({ stream, line }) => cite.log(stream, line)),
      ...(failure.event ? {} : { draft: { confidence: "medium" as const } }),
    };
  },
});

/** Refused, or not told: then the status alone speaks, and only readiness has one. */
function isOpenQuestion({ reading, event }: ProbeFailure): boolean {
  return reading.kind === "refused" || reading.kind === "unreachable" || isUndialled(reading) || event === undefined;
}

/** The kubelet's gRPC client dials until its timeout, also where the connection is refused at once (`pkg/probe/grpc`). */
function isUndialled({ kind, output }: ProbeFailure["reading"]): boolean {
  return kind === "timeout" && output.includes("failed to connect service");
}

function openPorts({ container }: ProbeFailure, situation: Situation): Listening[] {
  return listeningIn(situation.logs(container.pod, container.spec.name)).filter(({ local }) => !local);
}

function serviceTargets({ workload }: ProbeFailure, situation: Situation): number[] {
  const declared = serving(workload).flatMap(({ ports }) => ports ?? []);
  return situation
    .services(workload)
    .flatMap((service) => (service.spec?.ports ?? []).flatMap((port) => targetNumber(port, declared) ?? []));
}
