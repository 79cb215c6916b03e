import { scheduleRule } from "./schedule-rule.ts";
import { scarceResource, shortageNext, shortageTitle } from "./shortage.ts";

export const unschedulableInsufficientResource = scheduleRule({
  requirement: "insufficient-resource",
  meaning: "No requested device, huge page or ephemeral storage is free on any node that fits otherwise.",
  remedy: "See whether the device plugin of the nodes runs; free the resource, or add nodes that have it.",
  disproof: "A fitting node has the resource free.",
  title: (stuck) => shortageTitle(stuck, scarceResource(stuck)),
  next: (stuck) => shortageNext(stuck, scarceResource(stuck)),
});
