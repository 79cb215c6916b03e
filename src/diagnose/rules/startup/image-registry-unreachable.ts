import { registryOf } from "./image-name.ts";
import { pullRule } from "./pull-rule.ts";

export const imageRegistryUnreachable = pullRule({
  code: "image-registry-unreachable",
  reason: ["unreachable", "outage"],
  meaning: "The registry is down, the port is wrong, or the network blocks it.",
  remedy: "Check the registry and the way from the node to it; correct host and port in the image.",
  disproof: "Other images of the same registry are being pulled now.",
  title: ({ workload, image, why }) =>
    `the registry ${registryOf(image)} of ${workload.ref.name} ${why === "outage" ? "answers with server errors" : "does not answer"}`,
});
