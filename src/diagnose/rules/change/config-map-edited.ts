import { clock } from "../../../core/time.ts";
import { cite } from "../../cite.ts";
import { defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { aftermath } from "./aftermath.ts";
import { lastEdit } from "./last-edit.ts";

const RECENT_MS = 2 * 60 * 60_000;

export const configMapEdited = defineRule({
  code: "config-map-edited",
  family: "change",
  role: "cause",
  dependent: true,
  severity: "critical",
  specificity: 3,
  meaning: "A workload got worse within minutes of an edit of a config map that it uses.",
  needs: "The time of the last write to the config map, and trouble of its users since.",
  remedy: "Compare it with what is kept in version control; put the old values back and restart its users.",
  disproof: "Its users read it only at their start, and were not started since.",
  *check(situation) {
    for (const map of situation.all("ConfigMap")) {
      const edit = lastEdit(map);
      if (!edit || situation.now - edit.at > RECENT_MS) continue;
      const object = refOf(map);
      const users = situation.graph
        .outOf(object)
        .filter(({ kind }) => kind === "uses")
        .map(({ to }) => to);
      const trouble = users.length > 0 ? aftermath(situation, users, edit.at) : undefined;
      if (!trouble) continue;
      const at = clock(edit.at, situation.now);
      yield {
        object,
        title: `${trouble.text} since config map ${object.name} was edited at ${at}`,
        confidence: "medium",
        affects: trouble.affects ?? [],
        since: new Date(edit.at).toISOString(),
        evidence: [cite.edit(object, edit, at), trouble.evidence],
        next: [look("Read it", `kubectl -n ${object.namespace} get cm ${object.name} -o yaml --show-managed-fields`)],
      };
    }
  },
});
