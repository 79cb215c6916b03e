import { crashRule } from "./crash-rule.ts";

export const crashPortInUse = crashRule({
  code: "crash-port-in-use",
  specificity: 7,
  classes: ["port-in-use"],
  dependent: true,
  meaning:
    "The port that the program wants to listen on is taken by another process of the pod, or of the node with hostNetwork.",
  remedy: "Give each container of the pod its own port.",
  title: (name, { port }) => `${name} stops because ${port ? `port ${port}` : "its port"} is already in use`,
});
