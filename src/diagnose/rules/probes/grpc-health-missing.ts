import { defineRule } from "../../rule.ts";
import { probeDraft } from "./probe-draft.ts";
import { probeFailures } from "./probe-failure.ts";
import { named } from "./probe-rules.ts";

export const grpcHealthMissing = defineRule({
  code: "grpc-health-missing",
  family: "probes",
  role: "cause",
  severity: "critical",
  specificity: 9,
  meaning: "A gRPC probe asks a server that does not implement the gRPC health protocol, or not for that service.",
  needs: "The kubelet's event.",
  remedy: "Register the health service, or use a TCP probe.",
  disproof: "The server answers grpc.health.v1.Health.",
  *check(situation) {
    for (const failure of probeFailures(situation))
      if (failure.reading.kind === "grpc-unimplemented")
        yield probeDraft(
          situation,
          failure,
          `${named(failure)} asks for gRPC health, which the server does not implement`,
        );
  },
});
