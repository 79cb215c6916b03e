import type { Step } from "../../core/finding.ts";
import { isCustom } from "../../core/kubernetes/built-in.ts";
import { managersOf } from "../../core/kubernetes/managers.ts";
import type { KubeObject } from "../../core/kubernetes/meta.ts";
import { shortName } from "../../core/object.ts";
import { look } from "../rule.ts";
import type { Situation } from "../situation/situation.ts";
import type { Root } from "./reaching.ts";

const HELM_RELEASE = "meta.helm.sh/release-name";

/**
 * The root with a word on who else writes what its steps change. A controller that reconciles the object undoes the change, so
 * the place to make it comes first; Helm writes only at its next upgrade, so that comes after.
 */
export function withKeeper<R extends Root>(root: R, situation: Situation): R {
  const next = root.draft.next ?? [];
  const at = next.findIndex(({ changes }) => changes);
  const object = at < 0 ? undefined : situation.object(root.draft.object);
  if (!object) return root;
  const [reconciled] = reconcilers(object);
  const released = reconciled ? undefined : release(object);
  const steps = reconciled ? next.toSpliced(at, 0, reconciled) : released ? next.toSpliced(at + 1, 0, released) : next;
  return { ...root, draft: { ...root.draft, next: steps } };
}

/** An operator through its own resource, or what deploys from Git. */
function reconcilers(object: KubeObject): Step[] {
  const { name, namespace = "", ownerReferences = [] } = object.metadata;
  const own = shortName({ kind: object.kind, name });
  const operators = ownerReferences
    .filter(({ apiVersion, controller }) => controller && isCustom(apiVersion))
    .map((owner) =>
      look(
        `Change ${owner.kind} ${owner.name}, not ${own}: its operator writes ${own} and undoes what is set there`,
        `kubectl -n ${namespace} get ${owner.kind.toLowerCase()} ${owner.name} -o yaml`,
      ),
    );
  const deployers = managersOf(object).map((by) =>
    look(
      `Change ${own} in Git: ${by.kind} ${by.name} deploys it, and its next sync undoes what is set by hand`,
      `kubectl -n ${by.namespace} get ${by.kind.toLowerCase()} ${by.name} -o yaml`,
    ),
  );
  return [...operators, ...deployers];
}

function release({ metadata }: KubeObject): Step | undefined {
  const name = metadata.annotations?.[HELM_RELEASE];
  if (!name) return undefined;
  return { text: `Set it in the values of Helm release ${name} too: its next upgrade writes it again`, changes: false };
}
