import { pullReason } from "./pull-reason.ts";
import { pullRule } from "./pull-rule.ts";

export const imageRepositoryNotFound = pullRule({
  code: "image-repository-not-found",
  reason: "repository",
  meaning: "The registry knows no such repository for this pod.",
  remedy: "Correct the repository name; if it is private, give the pod a pull secret.",
  disproof: "The same name can be pulled with the pod's credentials.",
  title: ({ workload, image, text }) =>
    pullReason(text) === "ambiguous"
      ? `${workload.ref.name} uses image ${image}: its repository does not exist, or needs credentials that the pod does not have`
      : `${workload.ref.name} uses image ${image}, whose repository does not exist`,
});
