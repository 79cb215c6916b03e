import { partOf } from "../../situation/part.ts";
import { startRule } from "./start-rule.ts";

export const containerDeviceUnavailable = startRule({
  code: "container-device-unavailable",
  problem: "device",
  specificity: 7,
  meaning: "A device that the container is given cannot be used on the node.",
  remedy: "See the device plugin and the driver of the node.",
  disproof: "Another container uses the device on the same node.",
  title: ({ workload, container, text }) =>
    `a device of ${partOf(workload, container)} cannot be used on its node: ${text}`,
});
