import type { App } from "../app.ts";
import { type Caller, mayUse } from "../core/caller.ts";
import type { ToolInfo } from "../core/tool.ts";

/** Who is served with what. A client reaches nothing but `app.call`, so none goes around governance. */
export interface Session {
  app: App;
  caller: Caller;
}

/** What this caller is shown: the tools that it may use. */
export function toolsFor({ app, caller }: Session): readonly ToolInfo[] {
  return app.tools.filter(({ name }) => mayUse(caller, name));
}
