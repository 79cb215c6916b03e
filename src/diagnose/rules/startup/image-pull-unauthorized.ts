import { pullRule } from "./pull-rule.ts";

export const imagePullUnauthorized = pullRule({
  code: "image-pull-unauthorized",
  reason: "unauthorized",
  meaning: "The registry refuses the credentials, or there are none.",
  remedy: "Add or renew the image pull secret of the pod or its service account.",
  disproof: "The pull secret in use works by hand.",
  title({ workload, image, container }) {
    const secrets = (container.pod.spec?.imagePullSecrets ?? []).flatMap(({ name }) => name ?? []);
    const how = secrets.length > 0 ? `with pull secret ${secrets.join(", ")}` : "without a pull secret";
    return `${workload.ref.name} is not allowed to pull ${image} ${how}`;
  },
});
