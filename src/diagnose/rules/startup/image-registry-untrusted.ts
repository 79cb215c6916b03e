import { defineRule } from "../../rule.ts";
import { pullDrafts, registryOf } from "./pull-failure.ts";

export const imageRegistryUntrusted = defineRule({
  code: "image-registry-untrusted",
  family: "startup",
  role: "cause",
  severity: "critical",
  specificity: 8,
  meaning: "TLS to the registry fails: unknown authority, expired certificate, or plain HTTP.",
  needs:
    "A container waiting in ErrImagePull or ImagePullBackOff, with the registry's answer in its message or events.",
  remedy: "Install the authority on the node, renew the certificate, or configure the registry as plain HTTP.",
  disproof: "The certificate is valid and trusted on that node.",
  check: (situation) =>
    pullDrafts(
      situation,
      ["untrusted"],
      ({ workload, image }) => `the node does not trust the registry ${registryOf(image)} of ${workload.ref.name}`,
    ),
});
