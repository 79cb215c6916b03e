import type { Call, Handle, Result } from "../core/call.ts";

/** One step around the handler. It may refuse (throw), pass on a changed call, or change the result. */
export type Stage = (call: Call, next: Handle) => Promise<Result>;

/** The stages around the handler, the first one outermost. */
export function compose(stages: readonly Stage[], handle: Handle): Handle {
  return stages.reduceRight<Handle>((next, stage) => (call) => stage(call, next), handle);
}
