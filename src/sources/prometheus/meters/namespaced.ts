import { CONTAINERS } from "./containers.ts";
import type { Meter } from "./meter.ts";
import { OBJECTS } from "./objects.ts";
import { PROGRAMS } from "./programs.ts";

/** Everything that can be asked about one namespace with metrics of known names, in the order of asking. */
export const NAMESPACED: readonly Meter[] = [...CONTAINERS, ...OBJECTS, ...PROGRAMS];
