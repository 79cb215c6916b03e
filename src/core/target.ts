import { z } from "zod";
import { ObjectRef } from "./object.ts";

/** What is asked about: a namespace, an object in it, or (empty namespace, no object) the whole cluster. */
export const Target = z.object({
  cluster: z.string(),
  namespace: z.string(),
  object: ObjectRef.optional(),
  /** Why the words of the question mean this, e.g. `namespace "payments"`. */
  because: z.string(),
});
export type Target = z.infer<typeof Target>;
