import { change, look } from "../../rule.ts";
import { pullRule } from "./pull-rule.ts";

export const imagePullSecretMissing = pullRule({
  code: "image-pull-secret-missing",
  reason: "secret-missing",
  meaning: "The pod names a pull secret that its namespace does not have, and the registry wants credentials.",
  remedy: "Create the secret in the namespace of the pod, or correct its name in the pod or its service account.",
  disproof: "The secret exists, and the pull fails all the same.",
  title: ({ workload, image, missingSecrets }) =>
    `${workload.ref.name} names pull secret ${missingSecrets.join(", ")}, which does not exist, and may not pull ${image}`,
  next: ({ workload: { ref } }) => [
    look("See which secrets there are", `kubectl -n ${ref.namespace} get secrets`),
    change("Create it from a registry login", `kubectl -n ${ref.namespace} create secret docker-registry --help`),
  ],
});
