import type { Container } from "../../../core/kubernetes/container.ts";
import type { Pod, Volume } from "../../../core/kubernetes/pod.ts";
import { once } from "../../../core/once.ts";
import { filesIn, folderOf, type Mounted, mountedAt } from "../../situation/mounts.ts";
import type { ContainerView } from "../../situation/pod.ts";
import type { Situation } from "../../situation/situation.ts";
import type { WorkloadView } from "../../situation/workload.ts";
import { type Crash, crashesIn } from "../runtime/crash.ts";
import { type StartFailure, startFailures } from "./start-failure.ts";

/** Something that a container misses because a volume lies over the folder where its image has it. */
export interface HiddenFile extends Mounted {
  workload: WorkloadView;
  container: ContainerView;
  /** As the error names it: a path, a program, a module. */
  file: string;
  /** A program or a part of one, which comes with the image; else a file that somebody has to provide. */
  ofImage: boolean;
  /** What the volume has instead; `undefined` when nobody knows. */
  files: readonly string[] | undefined;
  failure: StartFailure | undefined;
  crash: Crash | undefined;
}

export const hiddenFiles = once((situation: Situation): readonly HiddenFile[] => [
  ...startFailures(situation).flatMap((failure) => {
    if (failure.problem !== "executable" || !failure.what) return [];
    return hiding(situation, failure.workload, failure.container, failure.what, true, { failure, crash: undefined });
  }),
  ...crashesIn(situation).flatMap((crash) => {
    const { containers, clue, workload } = crash;
    const named = clue ? (clue.entities.file ?? clue.entities.key) : commandPath(containers[0].spec);
    if (!named || (clue && clue.class !== "command" && clue.class !== "file-missing")) return [];
    const ofImage = clue?.class !== "file-missing";
    return hiding(situation, workload, containers[0], named, ofImage, { failure: undefined, crash });
  }),
]);

/** Is this what a mount explains? Then rules that blame the image or the command leave it alone. */
export function isHidden(situation: Situation, of: StartFailure | Crash): boolean {
  return explained(situation).has(of);
}

const explained = once(
  (situation: Situation) => new Set(hiddenFiles(situation).map(({ failure, crash }) => failure ?? crash)),
);

function hiding(
  situation: Situation,
  workload: WorkloadView,
  container: ContainerView,
  file: string,
  ofImage: boolean,
  from: Pick<HiddenFile, "failure" | "crash">,
): HiddenFile[] {
  const { pod, spec } = container;
  const mounted = mountOver(pod, spec, file);
  if (!mounted || mounted.mount.subPath) return [];
  const path = pathOf(spec, file);
  const inside = path?.slice(folderOf(mounted.mount.mountPath).length + 1);
  // Who mounts a single file means this file.
  if (inside === "") return [];
  const files = filesIn(mounted.volume, pod.spec, spec, pod.metadata.namespace ?? "", situation);
  const lacks = files && !files.some((known) => known === inside);
  const meant = ofImage || !mounted.volume.emptyDir || OF_IMAGES.test(mounted.mount.mountPath);
  const mayHide = files ? lacks && meant : ofImage && isOutside(mounted.volume);
  return mayHide ? [{ ...mounted, ...from, workload, container, file, ofImage, files }] : [];
}

/** Folders that images fill. What is missing in an emptyDir elsewhere is what the program itself has not written yet. */
const OF_IMAGES = /^\/(?:etc|usr|opt|app|srv|lib|bin|sbin)(?:\/|$)/;

/** What a person or another machine fills; of what another container of the pod fills it is that one's to have the file. */
function isOutside({ persistentVolumeClaim, hostPath }: Volume): boolean {
  return persistentVolumeClaim !== undefined || hostPath !== undefined;
}

/** Where programs without a path are looked for. */
const PROGRAMS = ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"];
/** Where modules and libraries without a path are. */
const MODULES = /(?:^|\/)(?:node_modules|site-packages|dist-packages|vendor|\.?venv|gems)(?:\/|$)/;

function mountOver(pod: Pod, container: Container, file: string): Mounted | undefined {
  const path = pathOf(container, file);
  if (path) return mountedAt(pod.spec, container, path);
  const search = [...PROGRAMS, ...(container.workingDir ? [container.workingDir] : [])];
  const modules = (container.volumeMounts ?? []).map(({ mountPath }) => mountPath).filter((at) => MODULES.test(at));
  return [...modules, ...search].map((at) => mountedAt(pod.spec, container, at)).find((found) => found !== undefined);
}

/** Absolute; `undefined` for a name that is searched for. */
function pathOf({ workingDir }: Container, file: string): string | undefined {
  if (file.startsWith("/")) return file;
  const relative = /^(?:\.\/)?([\w.-]+\/[\w./-]+|[\w-]+\.(?:py|js|mjs|jar|sh|rb|php|dll))$/.exec(file)?.[1];
  return relative && workingDir ? `${folderOf(workingDir)}/${relative}` : undefined;
}

/** A shell that ended with "not found" and no word: the path that it was told to run. */
function commandPath({ command, args }: Container): string | undefined {
  return [...(command ?? []), ...(args ?? [])]
    .flatMap((word) => word.split(/[\s;&|]+/))
    .find((word) => /^\/\S+\/[^/\s]+$/.test(word) && !PROGRAMS.some((folder) => word.startsWith(`${folder}/`)));
}
