import { scheduleRule } from "./schedule-rule.ts";
import { shortageNext, shortageTitle } from "./shortage.ts";

export const unschedulableInsufficientMemory = scheduleRule({
  requirement: "insufficient-memory",
  meaning:
    "The requested memory is not free on any node that fits otherwise: it is more than a node has, or the nodes are full.",
  remedy: "Lower the request, free memory, or add nodes.",
  disproof: "A fitting node has the memory free.",
  title: (stuck) => shortageTitle(stuck, "memory"),
  next: (stuck) => shortageNext(stuck, "memory"),
});
