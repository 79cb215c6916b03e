import { cite } from "../../cite.ts";
import { defineRule } from "../../rule.ts";
import { crashesBecauseOf } from "../runtime/crash.ts";
import { crashDraft } from "../runtime/crash-draft.ts";
import { manifest } from "../runtime/crash-rule.ts";
import { readOnlyBecause, writtenMount } from "./written-mount.ts";

export const mountReadOnly = defineRule({
  code: "mount-read-only",
  family: "storage",
  role: "cause",
  severity: "critical",
  specificity: 9,
  meaning:
    "The program writes to a volume that its pod mounts read-only, or to one that always is, such as a config map.",
  needs: "A container that keeps exiting, its log line with the file, and the mount that holds it.",
  remedy: "Take readOnly away, or let the program write elsewhere: an emptyDir, or a copy made at start.",
  disproof: "The program only reads there.",
  *check(situation) {
    for (const crash of crashesBecauseOf(situation, "read-only-filesystem")) {
      const written = writtenMount(crash);
      const why = written && readOnlyBecause(written);
      if (!why) continue;
      const { ref } = crash.workload;
      const draft = crashDraft(situation, crash, `${ref.name} cannot write ${written.file}: ${why}`, manifest(crash));
      yield { ...draft, evidence: [...draft.evidence, cite.object(ref, why)] };
    }
  },
});
