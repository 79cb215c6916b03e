import { startRule } from "./start-rule.ts";

export const imageNameInvalid = startRule({
  code: "image-name-invalid",
  problem: "image-name",
  meaning: "The image reference cannot be parsed.",
  remedy: "Correct the image: lower case, one tag, no spaces, no empty variable.",
  disproof: "The reference parses.",
  title: ({ workload, container }) =>
    `"${container.spec.image ?? ""}" of ${workload.ref.name} is not a valid image name`,
});
