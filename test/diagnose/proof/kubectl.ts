import type { CaptureFolder } from "../../../src/core/capture/folder.ts";
import { openCapture } from "../../../src/core/capture/folder.ts";
import { LAYOUT } from "../../../src/core/capture/layout.ts";
import { parseKubectl } from "../../../src/sources/kubernetes/kubectl/parse.ts";
import { runKubectl } from "../../../src/sources/kubernetes/kubectl/run.ts";
import { recordedReader } from "../../../src/sources/kubernetes/recorded/recorded.ts";
import type { Case } from "../cases/case.ts";

/** What a reading command of kubectl's prints in a state of a cluster; throws as sitrep's own kubectl does. */
export type Kubectl = (command: string) => Promise<string>;

export async function kubectlOf(folder: CaptureFolder): Promise<Kubectl> {
  const reader = await recordedReader(folder);
  const around = { reader, now: folder.manifest.takenAt, signal: AbortSignal.timeout(60_000) };
  const known = new Map<string, Promise<string>>();
  return (command) => {
    const output = known.get(command) ?? Promise.resolve().then(() => runKubectl(parseKubectl(command), around));
    known.set(command, output);
    return output;
  };
}

export async function kubectlIn(capture: string): Promise<Kubectl> {
  return kubectlOf(await openCapture(capture));
}

/** The same over what a made case observes, as if it had been recorded. */
export async function kubectlOver({ observations, now }: Case): Promise<Kubectl> {
  const { objects, logs, unlisted } = observations;
  const files = new Map<string, string>([
    [LAYOUT.objects, JSON.stringify({ apiVersion: "v1", kind: "List", items: objects })],
    [LAYOUT.unlisted, JSON.stringify(unlisted)],
    ...logs.map(({ namespace, pod, container, previous, lines }): [string, string] => [
      LAYOUT.log(namespace, pod, container, previous),
      lines.map(({ at, text }) => `${at ?? now} ${text}\n`).join(""),
    ]),
  ]);
  const text = async (name: string) => files.get(name);
  const whole = async (name: string) => {
    const found = files.get(name);
    return found === undefined ? undefined : { data: Buffer.from(found), whole: true, ended: true };
  };
  return kubectlOf({
    dir: "made",
    manifest: { version: 1, cluster: "made", takenAt: now, sources: {} },
    start: whole,
    end: whole,
    text,
    json: async (name) => JSON.parse((await text(name)) ?? "null"),
    files: async (folder) => [...files.keys()].filter((file) => file.startsWith(folder)),
  });
}
