import type { CaptureFolder } from "../../core/capture/folder.ts";
import { LAYOUT } from "../../core/capture/layout.ts";
import { SitrepError } from "../../core/errors.ts";
import type { KubeObject } from "../../core/kubernetes.ts";
import { admit } from "./admit.ts";
import { logLines } from "./log-lines.ts";
import type { KubernetesReader, Listing, ListQuery } from "./reader.ts";

/** Reads the Kubernetes part of a capture, whoever wrote it: unknown kinds stay, things that are no objects are passed over. */
export async function recordedReader(capture: CaptureFolder): Promise<KubernetesReader> {
  const objects = await readObjects(capture);
  const byKind = Map.groupBy(objects, ({ kind }) => kind);
  const { cluster, sources } = capture.manifest;
  const status = sources.kubernetes?.status ?? "ok";
  const list = async (kind: string, query: ListQuery): Promise<Listing> => {
    const all = byKind.get(kind);
    if (!all) return { items: [], status: "missing", detail: "not in the capture" };
    return {
      items: all.filter((object) => isAskedFor(object, query)),
      status: status === "ok" ? "ok" : "truncated",
      detail: sources.kubernetes?.detail ?? "",
    };
  };
  return {
    recorded: true,
    cluster: async () => cluster,
    list: list as KubernetesReader["list"],
    extensions: async () => [...byKind.keys()],
    async logs({ namespace, pod, container, previous, tail }) {
      const text = await capture.text(LAYOUT.log(namespace, pod, container, previous));
      return text === undefined ? undefined : { namespace, pod, container, previous, ...logLines(text, tail) };
    },
    identity: async () => ({ version: "recorded", user: "nobody: a capture", mayWrite: [] }),
  };
}

async function readObjects(capture: CaptureFolder): Promise<KubeObject[]> {
  const content = await capture.json(LAYOUT.objects);
  if (content === undefined)
    throw new SitrepError("input", `The capture ${capture.dir} has no ${LAYOUT.objects}.`, {
      hint: "Take it again with: sitrep capture -n NAMESPACE -o DIR",
    });
  const items = Array.isArray(content) ? content : (content as { items?: unknown } | null)?.items;
  if (!Array.isArray(items))
    throw new SitrepError("input", `The capture ${capture.dir} is damaged: ${LAYOUT.objects} is not a v1 List.`);
  return items.map((item) => admit(item)).filter((object) => object !== undefined);
}

function isAskedFor({ metadata }: KubeObject, { namespace, labelSelector }: ListQuery): boolean {
  if (namespace !== undefined && (metadata.namespace ?? "") !== namespace) return false;
  return (labelSelector?.split(",") ?? []).every((term) => {
    const [key = "", value] = term.split("=");
    return metadata.labels?.[key] === value;
  });
}
