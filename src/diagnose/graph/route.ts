import type { ObjectRef } from "../../core/object.ts";

/** A path that something routes to a Service: an Ingress, or a gateway whose configuration is in a config map. */
export interface Route {
  /** As written: `/api/orders/**`. */
  path: string;
  /** The Service that the requests go to. */
  service: string;
  /** What a person would edit. */
  holder: ObjectRef;
}
