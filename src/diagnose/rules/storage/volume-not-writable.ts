import { cite } from "../../cite.ts";
import { defineRule } from "../../rule.ts";
import { type Crash, crashesBecauseOf } from "../runtime/crash.ts";
import { crashDraft } from "../runtime/crash-draft.ts";
import { manifest } from "../runtime/crash-rule.ts";
import { writtenMount } from "./written-mount.ts";

export const volumeNotWritable = defineRule({
  code: "volume-not-writable",
  family: "storage",
  role: "cause",
  severity: "critical",
  specificity: 9,
  meaning: "The program's user may not use a file on the volume of a claim: it belongs to somebody else.",
  needs: "A container that keeps exiting, its log line with the file, and the mount of the claim that holds it.",
  remedy: "Set fsGroup to the program's group; where the driver cannot change owners, do it in an init container.",
  disproof: "The program's user owns the files, or may write as one of their group.",
  *check(situation) {
    for (const crash of crashesBecauseOf(situation, "file-permission")) {
      const written = writtenMount(crash);
      const claim = written?.volume.persistentVolumeClaim?.claimName;
      if (!claim) continue;
      const { ref } = crash.workload;
      const who = identity(crash);
      const title = `${ref.name} has no permission for ${written.file} on the volume of claim ${claim}: it runs as ${who}`;
      const draft = crashDraft(situation, crash, title, manifest(crash));
      const told = `container ${crash.containers[0].spec.name} mounts claim ${claim} at ${written.mount.mountPath} and runs as ${who}`;
      yield { ...draft, evidence: [...draft.evidence, cite.object(ref, told)] };
    }
  },
});

/** `user 1000, no fsGroup`. */
function identity({ containers: [{ pod, spec }] }: Crash): string {
  const { runAsUser, fsGroup } = { ...pod.spec?.securityContext, ...spec.securityContext };
  const user = runAsUser === undefined ? "the image's user" : `user ${runAsUser}`;
  return `${user}, ${fsGroup === undefined ? "no fsGroup" : `fsGroup ${fsGroup}`}`;
}
