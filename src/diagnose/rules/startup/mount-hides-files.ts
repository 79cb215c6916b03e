import { shortName } from "../../../core/object.ts";
import { cite } from "../../cite.ts";
import { type Draft, defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import type { Situation } from "../../situation/situation.ts";
import { crashDraft } from "../runtime/crash-draft.ts";
import { type HiddenFile, hiddenFiles } from "./hidden-files.ts";
import { added, titleOf, volumeText } from "./hidden-text.ts";
import { startDraft } from "./start-draft.ts";

export const mountHidesFiles = defineRule({
  code: "mount-hides-files",
  family: "startup",
  role: "cause",
  severity: "critical",
  specificity: 9,
  meaning: "A volume is mounted over the directory that holds the program or one of its files, and hides it.",
  needs: "An error that names what is missing, the mount over its folder, and what is known of the volume's content.",
  remedy: "Mount the volume elsewhere, mount single files with subPath, or put the missing file into the volume.",
  disproof: "The file is missing without the mount as well.",
  *check(situation) {
    for (const hidden of hiddenFiles(situation)) {
      const draft = drafted(situation, hidden);
      if (!draft) continue;
      const { container, mount, files, workload } = hidden;
      const place = cite.object(
        refOf(container.pod),
        `container ${container.spec.name} mounts ${volumeText(hidden)} at ${mount.mountPath}`,
        { mount },
      );
      const [first, ...more] = draft.evidence;
      yield {
        ...draft,
        confidence: files ? "high" : "medium",
        evidence: [first, place, ...more, ...added(situation, hidden)],
        next: [
          look(
            "See what is mounted where",
            `kubectl -n ${workload.ref.namespace} get ${shortName(workload.ref)} -o yaml`,
          ),
          ...(draft.next ?? []),
        ].slice(0, 3),
      };
    }
  },
});

function drafted(situation: Situation, hidden: HiddenFile): Draft | undefined {
  const { failure, crash } = hidden;
  if (failure) return startDraft(situation, failure, titleOf(hidden));
  return crash && crashDraft(situation, crash, titleOf(hidden), []);
}
