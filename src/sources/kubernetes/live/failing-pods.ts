import { ZodError } from "zod";
import { throwIfGone } from "../../../core/late.ts";
import { builtIn } from "../kinds.ts";
import { failingAmong } from "../pods/failing-pods.ts";
import type { FailingPods, KubernetesReader } from "../reader.ts";
import type { PodWatch } from "../watch/pod-watch.ts";
import { refusal } from "./list-objects.ts";

/** From the watch; from whole pods, which is dear, only where its way of reading is not allowed or not served. */
export async function failingPods(
  watch: PodWatch,
  list: KubernetesReader["list"],
  namespace: string | undefined,
  signal: AbortSignal,
): Promise<FailingPods> {
  try {
    return await watch.failing(namespace, signal);
  } catch (error) {
    throwIfGone(signal);
    const [status, detail] = refusal(error, builtIn("Pod"));
    if (status === "timed-out" || (status === "failed" && !(error instanceof ZodError)))
      return { total: 0, groups: [], status, detail };
    return failingAmong(await list("Pod", { namespace }, signal), Date.now());
  }
}
