import { shortName } from "../../../core/object.ts";
import { defineRule, look } from "../../rule.ts";
import { kubeletStats } from "../kubelet-stats.ts";
import { saidBy, troubleDraft, troubles } from "./trouble.ts";

export const diskFull = defineRule({
  code: "disk-full",
  family: "runtime",
  role: "cause",
  dependent: true,
  severity: "critical",
  specificity: 8,
  meaning: "The file system that the program writes to is full, or its quota of disk space is used up.",
  needs: "A log line of the program that says so.",
  remedy: "Free space or enlarge the volume; find what fills it.",
  disproof: "The file system has space and inodes left.",
  *check(situation) {
    for (const { workload, clue } of troubles(situation, "disk-full")) {
      const { ref, pods } = saidBy(situation, workload, clue);
      const { file } = clue.entities;
      const title = `${ref.name} has no disk space left${file ? ` for ${file}` : ""}`;
      const node = (pods.find(({ metadata }) => metadata.name === clue.stream.pod) ?? pods[0])?.spec?.nodeName;
      const draft = troubleDraft(workload, clue, title, [
        node === undefined
          ? look("See its volumes", `kubectl -n ${ref.namespace} describe ${shortName(ref)}`)
          : look("See how full its volumes are: usedBytes, capacityBytes, inodesFree", kubeletStats(node)),
      ]);
      yield { ...draft, object: ref, affects: [workload.ref] };
    }
  },
});
