import type { Container } from "../../../core/kubernetes/container.ts";
import { cite } from "../../cite.ts";
import { defineRule, look, type Rule } from "../../rule.ts";
import { isReady } from "../../situation/pod.ts";
import { KINDS, type ProbeKind } from "./probe-failure.ts";

export const portNameUnknown: readonly Rule[] = KINDS.map((kind) =>
  defineRule({
    code: `${kind}-probe-port-name-unknown`,
    family: "probes",
    role: "cause",
    severity: "critical",
    specificity: 9,
    meaning: `The ${kind} probe asks a port by a name that its container does not declare; the kubelet cannot run it.`,
    needs: "The pod template.",
    remedy: "Name the container port so, or use its number in the probe.",
    disproof: "The container declares a port of that name.",
    *check(situation) {
      for (const { ref, template, pods } of situation.workloads) {
        const bad = (template.spec?.containers ?? []).find((container) => {
          const name = portName(container, kind);
          return name !== undefined && !(container.ports ?? []).some((port) => port.name === name);
        });
        if (!bad) continue;
        const declared =
          (bad.ports ?? []).map(({ name, containerPort }) => `${name ?? "unnamed"} ${containerPort}`).join(", ") ||
          "none";
        yield {
          object: ref,
          title: `${kind} probe of ${ref.name} asks port "${portName(bad, kind)}", which container ${bad.name} does not declare`,
          confidence: "high",
          severity: pods.every(isReady) ? "warning" : "critical",
          evidence: [
            cite.object(
              ref,
              `${kind} probe asks port "${portName(bad, kind)}"; container ${bad.name} declares ${declared}`,
            ),
          ],
          next: [
            look(
              "See the pod template",
              `kubectl -n ${ref.namespace} get ${ref.kind.toLowerCase()} ${ref.name} -o yaml`,
            ),
          ],
        };
      }
    },
  }),
);

/** Where the probe asks by name, that name. */
function portName(container: Container, kind: ProbeKind): string | undefined {
  const { httpGet, tcpSocket } = container[`${kind}Probe`] ?? {};
  const port = httpGet?.port ?? tcpSocket?.port;
  return typeof port === "string" && !/^\d+$/.test(port) ? port : undefined;
}
