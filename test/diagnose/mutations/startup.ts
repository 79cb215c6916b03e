import { ago } from "../world.ts";
import { add, editContainer, editSpec } from "./edits.ts";
import { deploymentOf, firstPod, type Mutation, pods, type Scene } from "./scene.ts";
import { creating, waiting, warn } from "./signs.ts";

/** The kubelet or the runtime cannot make the container. */
const stuck = (
  code: string,
  reason: string,
  message: (scene: Scene) => string,
  edit: (scene: Scene) => void = () => {},
): Mutation => ({
  code,
  mutate(scene) {
    edit(scene);
    waiting(scene, reason, message(scene));
    warn(scene, firstPod(scene), "Failed", `Error: ${message(scene)}`);
    return deploymentOf(scene);
  },
});

const runc = (why: string) => () =>
  `failed to create containerd task: OCI runtime create failed: runc create failed: unable to start container process: ${why}: unknown`;

const envFrom = (source: object) => (scene: Scene) =>
  editContainer(scene, (container) => {
    container.env = [...(container.env ?? []), { name: "EXTRA", valueFrom: source }];
  });

const nodeOf = (scene: Scene) => `Node/${firstPod(scene).spec?.nodeName}`;

/** The runtime makes no sandbox for pods of one node. */
const sandbox = (code: string, why: string, blamed: (scene: Scene) => string): Mutation => ({
  code,
  mutate(scene) {
    creating(scene);
    warn(
      scene,
      firstPod(scene),
      "FailedCreatePodSandBox",
      `Failed to create pod sandbox: rpc error: code = Unknown desc = ${why}`,
    );
    return blamed(scene);
  },
});

export const STARTUP: readonly Mutation[] = [
  stuck(
    "image-name-invalid",
    "InvalidImageName",
    () =>
      'Failed to apply default image tag "Shop:V1": couldn\'t parse image name "Shop:V1": invalid reference format: repository name must be lowercase',
  ),
  stuck(
    "image-never-pulled",
    "ErrImageNeverPull",
    ({ app }) => `Container image "registry.example.com/${app}:9" is not present with pull policy of Never`,
  ),
  stuck(
    "executable-not-found",
    "RunContainerError",
    runc('exec: "serv": executable file not found in $PATH'),
    (scene) => editContainer(scene, (container) => Object.assign(container, { command: ["serv"] })),
  ),
  stuck("executable-permission-denied", "RunContainerError", runc('exec: "/app/run.sh": permission denied')),
  stuck("wrong-architecture", "CreateContainerError", () => "exec /app/server: exec format error"),
  stuck(
    "run-as-non-root-violated",
    "CreateContainerConfigError",
    () => 'container has runAsNonRoot and image will run as root (pod: "p", container: app)',
  ),
  stuck(
    "memory-limit-too-low-to-start",
    "RunContainerError",
    runc("container init was OOM-killed (memory limit too low?)"),
    (scene) =>
      editContainer(scene, (container) => Object.assign(container, { resources: { limits: { memory: "4Mi" } } })),
  ),
  stuck(
    "config-map-missing",
    "CreateContainerConfigError",
    () => 'configmap "extra-settings" not found',
    envFrom({ configMapKeyRef: { name: "extra-settings", key: "A" } }),
  ),
  stuck(
    "secret-missing",
    "CreateContainerConfigError",
    () => 'secret "extra-keys" not found',
    envFrom({ secretKeyRef: { name: "extra-keys", key: "A" } }),
  ),
  {
    code: "config-map-key-missing",
    mutate(scene) {
      add(scene, "v1", "ConfigMap", "extra-settings", { data: { A: "1" } });
      envFrom({ configMapKeyRef: { name: "extra-settings", key: "B" } })(scene);
      waiting(
        scene,
        "CreateContainerConfigError",
        `couldn't find key B in ConfigMap ${scene.namespace}/extra-settings`,
      );
      return deploymentOf(scene);
    },
  },
  {
    code: "secret-key-missing",
    mutate(scene) {
      add(scene, "v1", "Secret", "extra-keys", { type: "Opaque", data: { A: "" } });
      envFrom({ secretKeyRef: { name: "extra-keys", key: "B" } })(scene);
      waiting(scene, "CreateContainerConfigError", `couldn't find key B in Secret ${scene.namespace}/extra-keys`);
      return deploymentOf(scene);
    },
  },
  {
    code: "subpath-missing",
    mutate(scene) {
      editContainer(scene, (container) =>
        Object.assign(container, {
          volumeMounts: [{ name: "files", mountPath: "/etc/app/a.conf", subPath: "b.conf" }],
        }),
      );
      editSpec(scene, (spec) => Object.assign(spec, { volumes: [{ name: "files", configMap: { name: "files" } }] }));
      add(scene, "v1", "ConfigMap", "files", { data: { "a.conf": "" } });
      waiting(
        scene,
        "CreateContainerConfigError",
        'failed to prepare subPath for volumeMount "files" of container "app"',
      );
      return deploymentOf(scene);
    },
  },
  stuck(
    "volume-mount-invalid",
    "RunContainerError",
    runc(
      'error during container init: error mounting "/var/lib/kubelet/pods/1/volume-subpaths/files/app/0" to rootfs at "/etc/app.conf": not a directory: Are you trying to mount a directory onto a file (or vice-versa)?',
    ),
  ),
  stuck(
    "working-directory-invalid",
    "RunContainerError",
    runc('error during container init: chdir to cwd ("/srv") set in config.json failed: permission denied'),
  ),
  stuck(
    "container-user-unknown",
    "CreateContainerError",
    () =>
      'failed to generate container "12" spec: failed to generate spec: unable to find user shop: no matching entries in passwd file',
  ),
  stuck(
    "container-device-unavailable",
    "CreateContainerError",
    () => "failed to inject CDI devices: unresolvable CDI devices nvidia.com/gpu=0",
  ),
  stuck(
    "container-runtime-slow",
    "CreateContainerError",
    () => 'failed to reserve container name "app_1": name "app_1" is reserved for "12"',
  ),
  stuck(
    "security-profile-invalid",
    "CreateContainerConfigError",
    () => "localhostProfile must be set if seccompProfile type is Localhost.",
  ),
  stuck("container-not-created", "CreateContainerError", () => "the runtime is out of sorts"),
  sandbox(
    "runtime-handler-missing",
    'failed to get sandbox runtime: no runtime for "kata" is configured',
    deploymentOf,
  ),
  sandbox(
    "sandbox-image-unavailable",
    'failed to get sandbox image "registry.k8s.io/pause:3.10": failed to pull image: i/o timeout',
    nodeOf,
  ),
  sandbox("pod-sandbox-failed", "context deadline exceeded", nodeOf),
  {
    code: "pods-stuck-creating",
    mutate(scene) {
      creating(scene);
      return deploymentOf(scene);
    },
  },
  {
    code: "init-container-unfinished",
    mutate(scene) {
      waiting(scene, "PodInitializing", "");
      const command = ["sh", "-c", "until nc -z nothing-there 5432; do sleep 2; done"];
      editSpec(scene, (spec) =>
        Object.assign(spec, { initContainers: [{ name: "wait", image: "registry.example.com/tools:1", command }] }),
      );
      for (const pod of pods(scene))
        Object.assign(pod.status ?? {}, {
          initContainerStatuses: [
            { name: "wait", ready: false, restartCount: 0, state: { running: { startedAt: ago(20) } } },
          ],
        });
      return deploymentOf(scene);
    },
  },
];
