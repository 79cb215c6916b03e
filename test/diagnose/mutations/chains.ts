import { app } from "../world.ts";
import { add, editContainer, settle } from "./edits.ts";
import type { Mutation, Scene } from "./scene.ts";
import { pending, refused, waiting } from "./signs.ts";

/** An app in a namespace of its own, and the scene as seen from there. */
function elsewhere(scene: Scene, namespace: string, name: string, port: number): Scene {
  settle(scene, app(name, {}, { port }), namespace);
  add(scene, "v1", "Namespace", namespace, { status: { phase: "Active" } }, "");
  return { ...scene, namespace, app: name };
}

const NO_MEMORY = "0/2 nodes are available: 2 Insufficient memory. preemption: 0/2 nodes are available";
const GONE =
  'failed to pull and unpack image "registry.example.com/x:1.4.2": failed to resolve reference "registry.example.com/x:1.4.2": registry.example.com/x:1.4.2: not found';

/** Parts of the cluster that do not run, each for a reason of its own; the application only suffers from it. */
export const CHAINS: readonly Mutation[] = [
  {
    code: "unschedulable-insufficient-memory",
    mutate(scene) {
      pending(elsewhere(scene, "mesh", "injector", 443), NO_MEMORY);
      add(
        scene,
        "admissionregistration.k8s.io/v1",
        "MutatingWebhookConfiguration",
        "injector",
        {
          webhooks: [
            {
              name: "inject.example.com",
              failurePolicy: "Fail",
              clientConfig: { service: { namespace: "mesh", name: "injector", port: 443 } },
            },
          ],
        },
        "",
      );
      refused(
        scene,
        'Internal error occurred: failed calling webhook "inject.example.com": failed to call webhook: Post "https://injector.mesh.svc:443/mutate?timeout=10s": dial tcp 10.96.9.9:443: connect: connection refused',
      );
      return "Deployment/injector";
    },
  },
  {
    code: "image-tag-not-found",
    mutate(scene) {
      waiting(elsewhere(scene, "infra", "pull-cache", 5000), "ImagePullBackOff", GONE);
      const image = "pull-cache.infra.svc:5000/team/app:2";
      editContainer(scene, (container) => Object.assign(container, { image }), scene.app);
      waiting(
        scene,
        "ImagePullBackOff",
        `failed to pull and unpack image "${image}": failed to do request: Head "http://pull-cache.infra.svc:5000/v2/team/app/manifests/2": dial tcp 10.96.9.8:5000: connect: connection refused`,
      );
      return "Deployment/pull-cache";
    },
  },
];
