import { cite } from "../../cite.ts";
import { listeningIn } from "../../logs/listening.ts";
import { defineRule } from "../../rule.ts";
import { probeDraft } from "./probe-draft.ts";
import { probeFailures } from "./probe-failure.ts";
import { probePort } from "./probe-target.ts";

export const listensOnLocalhostOnly = defineRule({
  code: "listens-on-localhost-only",
  family: "probes",
  role: "cause",
  severity: "critical",
  specificity: 9,
  meaning: "The process listens on the loopback address, so neither probes nor Services reach it.",
  needs: "Refused probes, and the log line in which the process says where it listens.",
  remedy: "Let it listen on 0.0.0.0 (or [::]).",
  disproof: "The process listens on the pod's address as well.",
  *check(situation) {
    for (const failure of probeFailures(situation)) {
      if (failure.reading.kind !== "refused") continue;
      const open = listeningIn(situation.logs(failure.container.pod, failure.container.spec.name));
      const own = open.find(({ port, local }) => local && port === probePort(failure));
      if (!own) continue;
      const title = `${failure.workload.ref.name} listens on port ${own.port} of the loopback address only`;
      yield probeDraft(situation, failure, title, [cite.log(own.stream, own.line)]);
    }
  },
});
