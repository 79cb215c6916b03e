import { cite } from "../../cite.ts";
import { defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";

const BLOCK = /\b(template|rewrite|hosts)\b([^{}\n]*)(?:\{([^}]*)\})?/g;

export const dnsOverride = defineRule({
  code: "dns-override",
  family: "service",
  role: "cause",
  severity: "critical",
  specificity: 9,
  meaning: "The configuration of cluster DNS gives a Service's name another answer, or none.",
  needs: "The Corefile, and a template, rewrite or hosts block in it that names an existing Service.",
  remedy: "Remove the block from the Corefile and restart the DNS pods.",
  disproof: "The block is meant, and the name resolves to what it should.",
  *check(situation) {
    const names = situation.all("Service").map((service) => ({
      service,
      name: service.metadata.name,
      full: `${service.metadata.name}.${service.metadata.namespace}`,
    }));
    for (const map of situation.all("ConfigMap", "kube-system")) {
      for (const [, directive = "", head = "", body = ""] of (map.data?.Corefile ?? "").matchAll(BLOCK)) {
        const text = `${head} ${body}`.replaceAll("\\", "");
        const hit = names.find(({ full }) => text.includes(full));
        if (!hit) continue;
        const { name } = map.metadata;
        yield {
          object: refOf(map),
          title: `cluster DNS overrides the name of Service ${hit.full}: a ${directive} block in config map ${name}`,
          confidence: "high",
          affects: [refOf(hit.service)],
          evidence: [cite.object(refOf(map), `Corefile: ${directive} ${text.trim().slice(0, 160)}`)],
          next: [look("See the Corefile", `kubectl -n kube-system get configmap ${name} -o yaml`)],
        };
        break;
      }
    }
  },
});
