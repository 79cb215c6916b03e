import { z } from "zod";
import { cite } from "../../cite.ts";
import { defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";

const Status = z.object({
  status: z.object({
    conditions: z.array(
      z.object({
        type: z.string(),
        status: z.string(),
        reason: z.string().optional(),
        message: z.string().optional(),
        lastTransitionTime: z.string().optional(),
      }),
    ),
  }),
});

export const apiServiceUnavailable = defineRule({
  code: "api-service-unavailable",
  family: "control-plane",
  role: "cause",
  dependent: true,
  severity: "warning",
  specificity: 7,
  meaning: "An API that another program adds to the API server, such as metrics, does not answer.",
  needs: "Condition Available of the APIService that is false.",
  remedy: "Bring back the program behind its Service.",
  disproof: "kubectl get --raw of its path answers.",
  *check(situation) {
    for (const item of situation.other("APIService")) {
      const parsed = Status.safeParse(item);
      const bad = parsed.data?.status.conditions.find(({ type, status }) => type === "Available" && status === "False");
      if (!bad) continue;
      const object = refOf(item);
      yield {
        object,
        title: `the API ${object.name} is not available: ${bad.message ?? bad.reason ?? "no reason given"}`,
        confidence: "high",
        since: bad.lastTransitionTime ?? null,
        affects: /metrics\.k8s\.io$/.test(object.name) ? situation.all("HorizontalPodAutoscaler").map(refOf) : [],
        evidence: [
          cite.object(object, `APIService ${object.name} is not available: ${bad.reason ?? ""} ${bad.message ?? ""}`),
        ],
        next: [look("See what serves it", `kubectl describe apiservice ${object.name}`)],
      };
    }
  },
});
