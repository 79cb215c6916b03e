import { ago } from "../world.ts";
import { add, editContainer, editSpec } from "./edits.ts";
import { listSecrets } from "./rights.ts";
import { deploymentOf, firstPod, type Mutation, pods, type Scene } from "./scene.ts";
import { creating, waiting, warn } from "./signs.ts";

/** The image is changed to one that cannot be had. */
const pull = (
  code: string,
  image: (scene: Scene) => string,
  why: (image: string) => string,
  blamed = deploymentOf,
): Mutation => ({
  code,
  mutate(scene) {
    const name = image(scene);
    editContainer(scene, (container) => Object.assign(container, { image: name }));
    const text = `failed to pull and unpack image "${name}": ${why(name)}`;
    waiting(
      scene,
      "ImagePullBackOff",
      `Back-off pulling image "${name}": ErrImagePull: rpc error: code = Unknown desc = ${text}`,
    );
    warn(scene, firstPod(scene), "Failed", `Failed to pull image "${name}": rpc error: code = Unknown desc = ${text}`);
    return blamed(scene);
  },
});
const other = ({ app }: Scene) => `registry.example.com/${app}:9.9.9`;
const head = (why: string) => () => `failed to do request: Head "https://registry.example.com/v2/": ${why}`;

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
  pull("image-tag-not-found", other, (image) => `failed to resolve reference "${image}": ${image}: not found`),
  pull(
    "image-repository-not-found",
    () => "registry.example.com/no-such-thing:1",
    () =>
      "failed to resolve reference: pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed",
  ),
  pull(
    "image-pull-unauthorized",
    other,
    () => "failed to authorize: failed to fetch oauth token: unexpected status: 401 Unauthorized",
  ),
  pull(
    "image-registry-unresolvable",
    other,
    head("dial tcp: lookup registry.example.com on 10.0.0.2:53: no such host"),
  ),
  pull("image-registry-unreachable", other, head("dial tcp 10.1.1.1:443: i/o timeout")),
  pull(
    "image-registry-untrusted",
    other,
    head("tls: failed to verify certificate: x509: certificate signed by unknown authority"),
  ),
  pull(
    "image-pull-rate-limited",
    other,
    () => "unexpected status from GET request to https://registry.example.com: 429 Too Many Requests toomanyrequests",
  ),
  pull("image-platform-mismatch", other, () => "no match for platform in manifest: not found"),
  pull(
    "node-image-disk-full",
    other,
    () => "failed to extract layer sha256:1: write /var/lib/containerd/x: no space left on device",
    (scene) => `Node/${firstPod(scene).spec?.nodeName}`,
  ),
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
  pull(
    "image-format-unsupported",
    other,
    () =>
      'media type "application/vnd.docker.distribution.manifest.v1+prettyjws" is no longer supported since containerd v2.0',
  ),
  pull(
    "image-corrupt",
    other,
    () => "failed to extract layer sha256:12: failed to get stream processor: unexpected EOF",
  ),
  pull("image-pull-failed", other, () => "something that nobody has seen before"),
  {
    code: "image-signature-invalid",
    mutate(scene) {
      waiting(
        scene,
        "SignatureValidationFailed",
        "Source image rejected: A signature was required, but no signature exists",
      );
      return deploymentOf(scene);
    },
  },
  {
    code: "image-pull-secret-missing",
    mutate(scene) {
      listSecrets(scene);
      add(scene, "v1", "Secret", "other", { type: "Opaque", data: {} });
      editSpec(scene, (spec) => Object.assign(spec, { imagePullSecrets: [{ name: "registry-login" }] }));
      const denied = "pull access denied, repository does not exist or may require authorization";
      waiting(
        scene,
        "ImagePullBackOff",
        `Back-off pulling image "x:1": ErrImagePull: failed to pull and unpack image "x:1": ${denied}`,
      );
      return deploymentOf(scene);
    },
  },
  {
    code: "image-pull-slow",
    mutate(scene) {
      waiting(scene, "ContainerCreating", "");
      const once = { type: "Normal", count: 1, firstTimestamp: ago(12), lastTimestamp: ago(12) };
      for (const pod of pods(scene)) warn(scene, pod, "Pulling", 'Pulling image "registry.example.com/huge:1"', once);
      return deploymentOf(scene);
    },
  },
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
