import { startRule } from "./start-rule.ts";

export const subpathMissing = startRule({
  code: "subpath-missing",
  problem: "subpath",
  meaning: "The subPath of a mount cannot be prepared: it is not in the volume, or of another type.",
  remedy: "Correct the subPath, or the key in the config map.",
  disproof: "The volume holds the subPath.",
  title: ({ workload, container, text }) =>
    `a subPath of container ${container.spec.name} in ${workload.ref.name} cannot be prepared${/volumeMount "[^"]+"/.exec(text)?.[0].replace("volumeMount", ": volume mount") ?? ""}`,
});
