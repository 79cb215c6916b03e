import { pullRule } from "./pull-rule.ts";

export const imageSignatureInvalid = pullRule({
  code: "image-signature-invalid",
  reason: "signature",
  meaning: "The node's image policy wants a signature that the image does not have.",
  remedy: "Sign the image, or correct the policy or its keys.",
  disproof: "The signature verifies with the key of the policy.",
  title: ({ workload, image }) => `image ${image} of ${workload.ref.name} is not signed as the node's policy requires`,
});
