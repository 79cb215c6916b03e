import { startRule } from "./start-rule.ts";

export const volumeMountInvalid = startRule({
  code: "volume-mount-invalid",
  problem: "mount",
  specificity: 7,
  meaning:
    "What is mounted does not fit its mount point: a file over a directory, or a mount point that cannot be created.",
  remedy: "Correct mountPath, subPath or the host path.",
  disproof: "The paths have the same type on both sides.",
  title: ({ workload, container, text }) =>
    `a volume of container ${container.spec.name} in ${workload.ref.name} cannot be mounted${/ (?:to rootfs )?at "([^"]+)"/.exec(text)?.[1] ? ` at ${/ (?:to rootfs )?at "([^"]+)"/.exec(text)?.[1]}` : " where it is wanted"}`,
});
