import { ago } from "../world.ts";
import { add, editContainer, editSpec, remove } from "./edits.ts";
import { deployment, deploymentOf, firstPod, type Mutation, pods, replicaSet, type Scene } from "./scene.ts";
import { measure, prints, warn } from "./signs.ts";

function worse(scene: Scene): void {
  for (const name of [scene.app, scene.caller]) measure(scene, "http-error-ratio", 0.001, 0.4, name);
}

function alertOn({ world, namespace }: Scene, deployment: string, name: string, summary = ""): void {
  const labels = { namespace, deployment, severity: "warning" };
  world.alerts.push({ name, state: "firing", labels, annotations: { summary }, startsAt: ago(12) });
}

export const CHANGE: readonly Mutation[] = [
  {
    code: "outdated-address",
    mutate(scene) {
      const map = add(scene, "v1", "ConfigMap", "peers", { data: { RATES_URL: "https://rates.example.com/v1" } });
      map.metadata.managedFields = [{ manager: "kubectl-edit", operation: "Update", time: ago(3) }];
      editContainer(scene, (container) => {
        container.envFrom = [...(container.envFrom ?? []), { configMapRef: { name: "peers" } }];
      });
      prints(scene, [
        'rates: Get "http://old-rates:8080/eur": dial tcp: lookup old-rates on 10.96.0.10:53: no such host',
      ]);
      return deploymentOf(scene);
    },
  },
  {
    code: "rollout-regression",
    mutate(scene) {
      const older = replicaSet(scene);
      const own = pods(scene);
      const newer = structuredClone(older);
      const revision = Number(older.metadata.annotations?.["deployment.kubernetes.io/revision"] ?? 1) + 1;
      newer.metadata = {
        ...newer.metadata,
        name: `${scene.app}-5d8f7c6b4`,
        creationTimestamp: ago(16),
        annotations: { "deployment.kubernetes.io/revision": `${revision}` },
      };
      for (const container of newer.spec?.template?.spec?.containers ?? [])
        container.image = "registry.example.com/new:2";
      older.spec = { ...older.spec, replicas: 0 };
      for (const pod of own)
        pod.metadata.ownerReferences = [
          { apiVersion: "apps/v1", kind: "ReplicaSet", name: newer.metadata.name, controller: true },
        ];
      scene.world.objects = scene.world.objects.flatMap((item) => (item === older ? [newer, older] : [item]));
      worse(scene);
      return deploymentOf(scene);
    },
  },
  {
    code: "config-map-edited",
    mutate(scene) {
      const map = add(scene, "v1", "ConfigMap", "switches", { data: { mode: "eager" } });
      map.metadata.managedFields = [{ manager: "kubectl-edit", operation: "Update", time: ago(17) }];
      editSpec(scene, (spec) =>
        Object.assign(spec, { volumes: [{ name: "switches", configMap: { name: "switches" } }] }),
      );
      worse(scene);
      return "ConfigMap/switches";
    },
  },
  {
    code: "scaled-down",
    mutate(scene) {
      const all = pods(scene);
      remove(scene, ...all.slice(1));
      const owner = deployment(scene);
      owner.spec = { ...owner.spec, replicas: 1 };
      const message = `Scaled down replica set ${replicaSet(scene).metadata.name} from ${all.length} to 1`;
      warn(scene, owner, "ScalingReplicaSet", message, {
        type: "Normal",
        count: 1,
        firstTimestamp: ago(16),
        lastTimestamp: ago(16),
      });
      worse(scene);
      return deploymentOf(scene);
    },
  },
  {
    code: "chaos-experiment-running",
    mutate(scene) {
      const labelSelectors = firstPod(scene).metadata.labels ?? {};
      add(scene, "chaos-mesh.org/v1alpha1", "StressChaos", "load", {
        spec: { selector: { namespaces: [scene.namespace], labelSelectors } },
        status: {
          conditions: [
            { type: "AllInjected", status: "True" },
            { type: "AllRecovered", status: "False" },
          ],
        },
      });
      return "StressChaos/load";
    },
  },
  {
    code: "alert-names-resource",
    mutate(scene) {
      alertOn(scene, scene.app, "CPUThrottlingHigh");
      return deploymentOf(scene);
    },
  },
  {
    code: "alert-slow-hop",
    mutate(scene) {
      alertOn(scene, scene.app, "HighLatency", "p99 latency 4 ms -> 400 ms");
      alertOn(scene, scene.caller, "HighLatency", "p99 latency 9 ms -> 900 ms");
      return deploymentOf(scene);
    },
  },
  {
    code: "alert-firing",
    mutate(scene) {
      const labels = { namespace: scene.namespace, deployment: scene.app, severity: "critical" };
      scene.world.alerts.push({ name: "OrdersStuck", state: "firing", labels, annotations: {}, startsAt: ago(12) });
      return deploymentOf(scene);
    },
  },
];
