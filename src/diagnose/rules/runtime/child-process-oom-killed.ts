import { crashRule } from "./crash-rule.ts";

export const childProcessOomKilled = crashRule({
  code: "child-process-oom-killed",
  specificity: 7,
  dependent: true,
  classes: ["memory-killed"],
  meaning:
    "A process inside the container was killed, or could not get memory, although the container was not reported as OOMKilled.",
  remedy: "Raise the memory limit, or run fewer workers.",
  title: (name) => `child processes of ${name} run out of memory`,
});
