import type { Node } from "../../../core/kubernetes/node.ts";
import type { Pod } from "../../../core/kubernetes/pod.ts";
import type { Situation } from "../../situation/situation.ts";
import { meetsTerms, termsText } from "./node-terms.ts";

/** Where the volumes of the pod's bound claims can be used: for a node what is in the way there. */
export function volumePlaces(situation: Situation, { spec, metadata }: Pod): (node: Node) => string | undefined {
  const places = (spec?.volumes ?? []).flatMap(({ persistentVolumeClaim }) => {
    const name = persistentVolumeClaim?.claimName ?? "";
    const claim = situation.find("PersistentVolumeClaim", metadata.namespace ?? "", name);
    const volume = situation.find("PersistentVolume", "", claim?.spec?.volumeName ?? "");
    const terms = volume?.spec?.nodeAffinity?.required?.nodeSelectorTerms;
    return volume && terms ? [{ volume: volume.metadata.name, terms }] : [];
  });
  return (node) => {
    const elsewhere = places.find(({ terms }) => !meetsTerms(terms, node));
    return elsewhere && `cannot use volume ${elsewhere.volume}, which is where ${termsText(elsewhere.terms)}`;
  };
}
