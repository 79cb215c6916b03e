import type { ObjectRef } from "../../core/object.ts";

/** "When `from` is broken, `to` suffers", and where that is written. */
export interface Edge {
  from: ObjectRef;
  to: ObjectRef;
  kind: "owns" | "part-of" | "runs-on" | "uses" | "selected-by" | "routed-to" | "called-by" | "scaled-by" | "makes";
  because: string;
}
