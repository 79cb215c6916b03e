import { defineRule } from "../../rule.ts";
import { pullDrafts } from "./pull-failure.ts";

export const imageRepositoryNotFound = defineRule({
  code: "image-repository-not-found",
  family: "startup",
  role: "cause",
  severity: "critical",
  specificity: 8,
  meaning: "The registry knows no such repository for this pod.",
  needs:
    "A container waiting in ErrImagePull or ImagePullBackOff, with the registry's answer in its message or events.",
  remedy: "Correct the repository name; if it is private, give the pod a pull secret.",
  disproof: "The same name can be pulled with the pod's credentials.",
  check: (situation) =>
    pullDrafts(
      situation,
      ["repository"],
      ({ workload, image }) =>
        `${workload.ref.name} wants image ${image}: its repository does not exist, or needs credentials that the pod does not have`,
    ),
});
