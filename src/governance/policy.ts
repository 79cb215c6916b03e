import { SitrepError } from "../core/errors.ts";
import type { ToolInfo } from "../core/tool.ts";
import type { Stage } from "./compose.ts";

export type Effect = ToolInfo["effect"];

/** Who may do what, by effect. Reading is what sitrep is for; proposing must be switched on. */
export function policy(allowed: readonly Effect[]): Stage {
  return async function applyPolicy(call, next) {
    if (!allowed.includes(call.tool.effect))
      throw new SitrepError("denied", `${call.tool.name} is not allowed here: its effect is "${call.tool.effect}".`, {
        hint: `Allowed effects: ${allowed.join(", ") || "none"}.`,
      });
    return next(call);
  };
}
