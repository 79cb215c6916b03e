import { ago } from "../world.ts";
import { add, editContainer, editSpec } from "./edits.ts";
import { listSecrets } from "./rights.ts";
import { deploymentOf, firstPod, type Mutation, pods, type Scene } from "./scene.ts";
import { waiting, warn } from "./signs.ts";

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

export const IMAGES: readonly Mutation[] = [
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
];
