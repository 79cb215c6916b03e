import type { Container } from "../../../core/kubernetes/container.ts";
import type { KubeObject } from "../../../core/kubernetes/meta.ts";
import type { PodSpec } from "../../../core/kubernetes/pod.ts";
import { timeOf } from "../../../core/time.ts";
import { containersOf } from "../../situation/pod.ts";
import type { Situation } from "../../situation/situation.ts";
import type { WorkloadView } from "../../situation/workload.ts";
import { type Edit, lastEdit } from "./last-edit.ts";

/** A config map or secret that was edited after containers had read it. */
export interface Stale {
  holder: KubeObject;
  edit: Edit;
  container: string;
  how: string;
  /** Names of the pods that run with what it said before. */
  pods: string[];
}

/** What is applied together is written in any order. */
const TOGETHER_MS = 60_000;

/** `editOf` gives the edit that counts of what a container that started then (ms since the epoch) has read. */
export function staleIn(
  situation: Situation,
  { ref, pods }: WorkloadView,
  editOf: (holder: KubeObject, started: number) => Edit | undefined = apart,
): Stale[] {
  const found = pods.flatMap((pod) =>
    containersOf(pod).flatMap(({ spec, status, init }) => {
      const started = init ? undefined : timeOf(status?.state?.running?.startedAt);
      if (started === undefined) return [];
      return readAtStart(spec, pod.spec).flatMap(({ kind, name, how }) => {
        const holder = situation.find(kind, ref.namespace, name);
        const edit = holder && editOf(holder, started);
        if (!edit) return [];
        return [{ holder, edit, container: spec.name, how, pod: pod.metadata.name }];
      });
    }),
  );
  return [...Map.groupBy(found, ({ holder }) => holder).values()].flatMap((same): Stale[] => {
    const [first] = same;
    return first ? [{ ...first, pods: [...new Set(same.map(({ pod }) => pod))] }] : [];
  });
}

function apart(holder: KubeObject, started: number): Edit | undefined {
  const edit = lastEdit(holder);
  return edit && edit.at >= started + TOGETHER_MS ? edit : undefined;
}

interface Read {
  kind: "ConfigMap" | "Secret";
  name: string;
  how: string;
}

/** Files of a whole mounted volume follow an edit; these do not. */
function readAtStart(container: Container, spec: PodSpec | undefined): Read[] {
  const variables = [
    ...(container.envFrom ?? []).flatMap(
      ({ configMapRef, secretRef }) =>
        [
          ["ConfigMap", configMapRef?.name],
          ["Secret", secretRef?.name],
        ] as const,
    ),
    ...(container.env ?? []).flatMap(
      ({ valueFrom }) =>
        [
          ["ConfigMap", valueFrom?.configMapKeyRef?.name],
          ["Secret", valueFrom?.secretKeyRef?.name],
        ] as const,
    ),
  ];
  const parts = new Set((container.volumeMounts ?? []).flatMap(({ name, subPath }) => (subPath ? [name] : [])));
  const mounted = (spec?.volumes ?? [])
    .filter(({ name }) => parts.has(name))
    .flatMap(
      ({ configMap, secret }) =>
        [
          ["ConfigMap", configMap?.name],
          ["Secret", secret?.secretName],
        ] as const,
    );
  return [...named(variables, "into variables"), ...named(mounted, "by subPath")];
}

function named(all: readonly (readonly [Read["kind"], string | undefined])[], how: string): Read[] {
  return all.flatMap(([kind, name]) => (name ? [{ kind, name, how }] : []));
}
