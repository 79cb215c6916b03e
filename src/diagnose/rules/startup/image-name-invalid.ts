import { defineRule } from "../../rule.ts";
import { startDrafts } from "./start-failure.ts";

export const imageNameInvalid = defineRule({
  code: "image-name-invalid",
  family: "startup",
  role: "cause",
  severity: "critical",
  specificity: 8,
  meaning: "The image reference cannot be parsed.",
  needs: "The container's waiting or termination message.",
  remedy: "Correct the image: lower case, one tag, no spaces.",
  disproof: "The reference parses.",
  check: (situation) =>
    startDrafts(
      situation,
      { reasons: /^InvalidImageName$/, text: /./ },
      ({ workload, container }) =>
        `${container.spec.image ?? "the image"} of ${workload.ref.name} is not an image name`,
    ),
});
