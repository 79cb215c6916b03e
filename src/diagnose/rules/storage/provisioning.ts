import type { EventView } from "../../situation/events.ts";
import type { Situation } from "../../situation/situation.ts";
import { type Pending, pendingClaims } from "./claims.ts";

/** A provisioner that tried to make a volume, and what it says. */
export interface FailedProvisioning extends Pending {
  event: EventView;
  /** Without what every such event begins with. */
  why: string;
  /** It cannot make volumes of the access mode that is asked for. */
  lacksAccessMode: boolean;
}

const CLASS_MISSING = /storageclass\.storage\.k8s\.io "[^"]+" not found/;
const ACCESS_MODE = /access ?modes?\b|MULTI_NODE|only supports? ReadWriteOnce/i;

export function failedProvisioning(situation: Situation): FailedProvisioning[] {
  return pendingClaims(situation).flatMap((pending) => {
    const event = pending.events.find(({ reason }) => reason === "ProvisioningFailed");
    if (!event || CLASS_MISSING.test(event.message)) return [];
    const why = event.message.replace(/^failed to provision volume with StorageClass "[^"]*": /i, "");
    return [{ ...pending, event, events: [event], why, lacksAccessMode: ACCESS_MODE.test(why) }];
  });
}
