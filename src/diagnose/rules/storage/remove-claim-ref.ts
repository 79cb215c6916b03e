import type { Step } from "../../../core/finding.ts";
import { change } from "../../rule.ts";
import type { Near } from "./near-volumes.ts";

/** Gives a volume to whoever asks next. Its data stays, and is the new claim's to read and to overwrite. */
export function removeClaimRef({ volume }: Near): Step {
  const patch = `[{"op":"remove","path":"/spec/claimRef"}]`;
  return change(
    "Only when its data may be read and overwritten by this claim (copy it first): remove claimRef from the volume",
    `kubectl patch pv ${volume.metadata.name} --type=json -p '${patch}'`,
  );
}
