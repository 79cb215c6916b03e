import { defineRule } from "../../rule.ts";
import { pullDrafts } from "./pull-failure.ts";

export const imagePullUnauthorized = defineRule({
  code: "image-pull-unauthorized",
  family: "startup",
  role: "cause",
  severity: "critical",
  specificity: 8,
  meaning: "The registry refuses the credentials, or there are none.",
  needs:
    "A container waiting in ErrImagePull or ImagePullBackOff, with the registry's answer in its message or events.",
  remedy: "Add or renew the image pull secret of the pod or its service account.",
  disproof: "The pull secret in use works by hand.",
  check: (situation) =>
    pullDrafts(
      situation,
      ["unauthorized"],
      ({ workload, image }) => `${workload.ref.name} is not allowed to pull ${image}`,
    ),
});
