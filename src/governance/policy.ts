import { mayUse } from "../core/caller.ts";
import { SitrepError } from "../core/errors.ts";
import type { Effect, ToolInfo } from "../core/tool.ts";
import type { Stage } from "./compose.ts";

/** Who may do what: by effect (reading is what sitrep is for, anything else must be switched on), and by what a caller was given. */
export function policy(tools: ReadonlyMap<string, ToolInfo>, allowed: readonly Effect[]): Stage {
  return async function applyPolicy(call, next) {
    const effect = tools.get(call.tool)?.effect;
    if (effect && !allowed.includes(effect))
      throw new SitrepError("denied", `${call.tool} is not allowed here: its effect is "${effect}".`, {
        hint: `Allowed effects: ${allowed.join(", ") || "none"}.`,
      });
    if (!mayUse(call.caller, call.tool))
      throw new SitrepError("denied", `${call.caller.id} may not call ${call.tool}.`, {
        hint: `It may call: ${call.caller.tools?.join(", ")}.`,
      });
    return next(call);
  };
}
