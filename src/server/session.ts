import type { App } from "../app.ts";
import type { Caller } from "../core/caller.ts";

/** Who is served with what. A client reaches nothing but `app.call`, so none goes around governance. */
export interface Session {
  app: App;
  caller: Caller;
}
