import { mayRead, mayUse } from "../core/caller.ts";
import { SitrepError } from "../core/errors.ts";
import type { Effect, ToolInfo } from "../core/tool.ts";
import { oneLine } from "../core/untrusted.ts";
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
    if (call.caller.namespaces?.length === 0)
      throw new SitrepError("denied", `${call.caller.id} may read no namespace.`);
    const namespace = namespaceIn(call.input);
    if (namespace !== undefined && !mayRead(call.caller, namespace))
      throw new SitrepError("denied", `${call.caller.id} may not read namespace ${oneLine(namespace, 63)}.`, {
        hint: `It may read: ${call.caller.namespaces?.join(", ") || "none"}.`,
      });
    return next(call);
  };
}

/** The sources hold a caller to its namespaces; here a call that names another one is refused before anything is asked. */
function namespaceIn(input: unknown): string | undefined {
  const { namespace } = (typeof input === "object" && input !== null ? input : {}) as { namespace?: unknown };
  return typeof namespace === "string" ? namespace : undefined;
}
