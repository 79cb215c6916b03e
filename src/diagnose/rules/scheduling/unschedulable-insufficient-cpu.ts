import { scheduleRule } from "./schedule-rule.ts";
import { shortageNext, shortageTitle } from "./shortage.ts";

export const unschedulableInsufficientCpu = scheduleRule({
  requirement: "insufficient-cpu",
  meaning:
    "The requested CPU is not free on any node that fits otherwise: it is more than a node has, or the nodes are full.",
  remedy: "Lower the request, free CPU, or add nodes.",
  disproof: "A fitting node has the CPU free.",
  title: (stuck) => shortageTitle(stuck, "cpu"),
  next: (stuck) => shortageNext(stuck, "cpu"),
});
