import type { Workload } from "../../../src/core/kubernetes/workload.ts";
import { ago } from "../world.ts";
import { add, editSpec } from "./edits.ts";
import { deployment, deploymentOf, find, type Mutation, replicaSet, type Scene } from "./scene.ts";
import { refused, warn } from "./signs.ts";

const forbidden = (scene: Scene, why: string) => `pods "${replicaSet(scene).metadata.name}-x2k4z" is forbidden: ${why}`;

/** A new quota with this limit, all of it used, and pods that do not fit any more. */
const quota = (code: string, resource: string, used: string, asked: string): Mutation => ({
  code,
  mutate(scene) {
    const status = { hard: { [resource]: used }, used: { [resource]: used } };
    const made = add(scene, "v1", "ResourceQuota", "team-budget", { spec: { hard: { [resource]: used } }, status });
    refused(
      scene,
      forbidden(
        scene,
        `exceeded quota: team-budget, requested: ${resource}=${asked}, used: ${resource}=${used}, limited: ${resource}=${used}`,
      ),
    );
    replicaSet(scene).metadata.creationTimestamp = ago(5000);
    return `ResourceQuota/${made.metadata.name}`;
  },
});

/** A rollout whose pods the API server refuses with these words. */
const refusal = (code: string, why: (scene: Scene) => string, edit: (scene: Scene) => void = () => {}): Mutation => ({
  code,
  mutate(scene) {
    edit(scene);
    refused(scene, why(scene));
    return deploymentOf(scene);
  },
});

const FAILED = { type: "Failed", status: "True", lastTransitionTime: ago(9) };

const job = (scene: Scene, name: string, spec: object, status: object) => {
  const made = add(scene, "batch/v1", "Job", name, { spec: { parallelism: 1, ...spec }, status });
  made.metadata.creationTimestamp = ago(30);
  return made;
};

const cron = (scene: Scene, spec: object = {}): Workload =>
  add(scene, "batch/v1", "CronJob", "nightly-report", { spec: { schedule: "0 * * * *", ...spec } });

const cronEvent = (code: string, reason: string, message: string): Mutation => ({
  code,
  mutate(scene) {
    warn(scene, cron(scene), reason, message);
    return "CronJob/nightly-report";
  },
});

export const ADMISSION: readonly Mutation[] = [
  quota("quota-exceeded-pods", "pods", "12", "1"),
  quota("quota-exceeded-cpu", "requests.cpu", "4", "500m"),
  quota("quota-exceeded-memory", "limits.memory", "8Gi", "256Mi"),
  quota("quota-exceeded-objects", "requests.nvidia.com/gpu", "2", "1"),
  {
    code: "quota-exceeded-storage",
    mutate(scene) {
      const set: Workload = add(scene, "apps/v1", "StatefulSet", "archive", {
        spec: { replicas: 1 },
        status: { replicas: 0 },
      });
      add(scene, "v1", "ResourceQuota", "disks", { spec: { hard: { "requests.storage": "100Gi" } } });
      const why =
        "exceeded quota: disks, requested: requests.storage=10Gi, used: requests.storage=95Gi, limited: requests.storage=100Gi";
      warn(
        scene,
        set,
        "FailedCreate",
        `Create Claim data-archive-0 for Pod archive-0 in StatefulSet archive failed error: persistentvolumeclaims "data-archive-0" is forbidden: ${why}`,
      );
      return "ResourceQuota/disks";
    },
  },
  {
    code: "quota-status-unknown",
    mutate(scene) {
      add(scene, "v1", "ResourceQuota", "team-budget", { spec: { hard: { pods: "40" } } });
      refused(scene, forbidden(scene, "status unknown for quota: team-budget, resources: pods"));
      return "ResourceQuota/team-budget";
    },
  },
  refusal("quota-requires-resources", (scene) =>
    forbidden(scene, "failed quota: team-budget: must specify limits.cpu for: app; requests.memory for: app"),
  ),
  refusal("limit-range-violated", (scene) => forbidden(scene, "maximum cpu usage per Container is 1, but limit is 4")),
  refusal(
    "service-account-missing",
    (scene) => `error looking up service account ${scene.namespace}/runner: serviceaccount "runner" not found`,
    (scene) => editSpec(scene, (spec) => Object.assign(spec, { serviceAccountName: "runner" })),
  ),
  refusal("pod-security-violated", (scene) =>
    forbidden(scene, 'violates PodSecurity "baseline:latest": host namespaces (hostNetwork=true)'),
  ),
  refusal(
    "admission-webhook-denied",
    () => 'admission webhook "images.example.com" denied the request: registry is not allowed',
  ),
  refusal(
    "admission-webhook-unavailable",
    () =>
      'Internal error occurred: failed calling webhook "inject.example.com": failed to call webhook: Post "https://inject.tools.svc:443/mutate?timeout=10s": context deadline exceeded',
  ),
  refusal("priority-class-missing", (scene) => forbidden(scene, "no PriorityClass with name gold was found")),
  refusal("runtime-class-missing", (scene) => forbidden(scene, 'pod rejected: RuntimeClass "kata" not found')),
  refusal(
    "pod-creation-forbidden",
    (scene) =>
      `pods is forbidden: User "system:serviceaccount:kube-system:replicaset-controller" cannot create resource "pods" in API group "" in the namespace "${scene.namespace}"`,
  ),
  refusal(
    "pod-creation-timeout",
    () => "Timeout: request did not complete within requested timeout - context deadline exceeded",
  ),
  refusal(
    "pod-invalid",
    (scene) => `Pod "${scene.app}-x" is invalid: spec.containers[0].volumeMounts[0].name: Not found: "cache"`,
  ),
  refusal("pod-creation-refused", () => "etcdserver: mvcc: database space exceeded"),
  {
    code: "pods-missing",
    mutate(scene) {
      refused(scene, "");
      const bare = { replicas: 0, conditions: [] };
      replicaSet(scene).status = bare;
      replicaSet(scene).metadata.creationTimestamp = ago(5000);
      scene.world.objects = scene.world.objects.filter(({ kind }) => kind !== "Event");
      deployment(scene).status = { ...deployment(scene).status, conditions: [] };
      return deploymentOf(scene);
    },
  },
  {
    code: "rollout-stuck",
    mutate(scene) {
      const owner = deployment(scene);
      owner.status = {
        ...owner.status,
        updatedReplicas: 1,
        conditions: [
          {
            type: "Progressing",
            status: "False",
            reason: "ProgressDeadlineExceeded",
            message: `ReplicaSet "${scene.app}-7c" has timed out progressing.`,
            lastTransitionTime: ago(12),
          },
        ],
      };
      return deploymentOf(scene);
    },
  },
  {
    code: "namespace-terminating",
    mutate(scene) {
      const namespace = find(scene, "Namespace", scene.namespace);
      namespace.metadata.deletionTimestamp = ago(30);
      namespace.status = {
        phase: "Terminating",
        conditions: [
          {
            type: "NamespaceContentRemaining",
            status: "True",
            reason: "SomeResourcesRemain",
            message: "Some resources are remaining: backups.example.com has 1 resource instances",
          },
        ],
      };
      return `Namespace/${scene.namespace}`;
    },
  },
  {
    code: "job-failed",
    mutate(scene) {
      const message = "Job has reached the specified backoff limit";
      job(scene, "import", {}, { failed: 7, conditions: [{ ...FAILED, reason: "BackoffLimitExceeded", message }] });
      return "Job/import";
    },
  },
  {
    code: "job-deadline-exceeded",
    mutate(scene) {
      const message = "Job was active longer than specified deadline";
      job(
        scene,
        "import",
        { activeDeadlineSeconds: 300 },
        { failed: 1, conditions: [{ ...FAILED, reason: "DeadlineExceeded", message }] },
      );
      return "Job/import";
    },
  },
  cronEvent(
    "cron-job-schedule-invalid",
    "UnparseableSchedule",
    'unparseable schedule: "61 * * * *" : end of range (61) above maximum (59)',
  ),
  cronEvent(
    "cron-job-schedule-missed",
    "MissSchedule",
    "Missed scheduled time to start a job: Mon, 01 Jun 2026 01:00:00 UTC",
  ),
  {
    code: "cron-job-blocked",
    mutate(scene) {
      const owner = cron(scene, { concurrencyPolicy: "Forbid" });
      const running = job(scene, "nightly-report-1", {}, { active: 1, startTime: ago(400) });
      running.metadata.ownerReferences = [
        { apiVersion: "batch/v1", kind: "CronJob", name: "nightly-report", controller: true },
      ];
      running.metadata.creationTimestamp = ago(400);
      warn(
        scene,
        owner,
        "JobAlreadyActive",
        "Not starting job because prior execution is running and concurrency policy is Forbid",
        { type: "Normal" },
      );
      return "CronJob/nightly-report";
    },
  },
  {
    code: "job-not-progressing",
    mutate(scene) {
      add(scene, "batch/v1", "Job", "import", { spec: { suspend: true, template: {} }, status: {} });
      return "Job/import";
    },
  },
  {
    code: "cron-job-suspended",
    mutate(scene) {
      cron(scene, { suspend: true });
      scene.world.alerts.push({
        name: "ReportIsLate",
        state: "firing",
        labels: { namespace: scene.namespace, cronjob: "nightly-report" },
        annotations: {},
        startsAt: ago(9),
      });
      return "CronJob/nightly-report";
    },
  },
];
