import { defineRule, look } from "../../rule.ts";
import { troubleDraft, troubles } from "./trouble.ts";

export const diskFull = defineRule({
  code: "disk-full",
  family: "runtime",
  role: "cause",
  severity: "critical",
  specificity: 8,
  meaning: "The file system that the program writes to is full, or its quota of disk space is used up.",
  needs: "A log line of the program that says so.",
  remedy: "Free space or enlarge the volume; find what fills it.",
  disproof: "The file system has space and inodes left.",
  *check(situation) {
    for (const { workload, clue } of troubles(situation, "disk-full")) {
      const { file } = clue.entities;
      yield troubleDraft(workload, clue, `${workload.ref.name} has no disk space left${file ? ` for ${file}` : ""}`, [
        look(
          "See how full its file systems are",
          `kubectl -n ${clue.stream.namespace} exec ${clue.stream.pod} -c ${clue.stream.container} -- df -h`,
        ),
      ]);
    }
  },
});
