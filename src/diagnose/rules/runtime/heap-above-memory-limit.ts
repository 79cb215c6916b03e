import type { Container } from "../../../core/kubernetes/container.ts";
import { bytes, quantity } from "../../../core/quantity.ts";
import { cite } from "../../cite.ts";
import { defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { lastTermination } from "../../situation/pod.ts";
import { killedAtLimit } from "./memory-limit.ts";

const MAX_HEAP = /(?:^|\s)-Xmx(\d+)([kKmMgG]?)\b|--max[-_]old[-_]space[-_]size[= ](\d+)/;

export const heapAboveMemoryLimit = defineRule({
  code: "heap-above-memory-limit",
  family: "runtime",
  role: "cause",
  severity: "critical",
  specificity: 9,
  meaning:
    "The runtime may grow its heap beyond the memory limit of its container, so the kernel kills it before it collects.",
  needs: "A container ended as OOMKilled whose options allow a heap of its memory limit or more.",
  remedy: "Set the heap to about three quarters of the limit, or raise the limit.",
  disproof: "The kill comes while the heap is far below what it may use.",
  *check(situation) {
    for (const workload of situation.workloads) {
      const [killed] = killedAtLimit(workload, situation.now);
      const heap = killed && maxHeap(killed.spec);
      const limit = quantity(killed?.spec.resources?.limits?.memory);
      if (!killed || !heap || limit === undefined || heap < limit) continue;
      yield {
        object: workload.ref,
        title: `${workload.ref.name} may use a heap of ${bytes(heap)} in a container limited to ${bytes(limit)}`,
        confidence: "high",
        since: lastTermination(killed.status)?.finishedAt ?? null,
        evidence: [
          cite.object(
            workload.ref,
            `container ${killed.spec.name}: maximum heap ${bytes(heap)}, memory limit ${bytes(limit)}`,
          ),
          cite.object(
            refOf(killed.pod),
            `container ${killed.spec.name} was OOMKilled`,
            {},
            lastTermination(killed.status)?.finishedAt ?? null,
          ),
        ],
        next: [look("Compare use with the limit", `kubectl -n ${workload.ref.namespace} top pod --containers`)],
      };
    }
  },
});

/** The heap that JVM or Node options allow, in bytes. */
function maxHeap({ env = [], command = [], args = [] }: Container): number | undefined {
  const words = [...env.map(({ value }) => value ?? ""), ...command, ...args].join(" ");
  const [, size, unit = "", megabytes] = MAX_HEAP.exec(words) ?? [];
  if (megabytes) return Number(megabytes) * 2 ** 20;
  return size ? Number(size) * ({ k: 2 ** 10, m: 2 ** 20, g: 2 ** 30 }[unit.toLowerCase()] ?? 1) : undefined;
}
