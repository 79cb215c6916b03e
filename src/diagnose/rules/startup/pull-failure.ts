import { once } from "../../../core/once.ts";
import { refOf } from "../../situation/object-index.ts";
import type { Situation } from "../../situation/situation.ts";
import { type Waiting, waitingContainers } from "../../situation/trouble.ts";
import { ownerOf, repositoryOf } from "./image-name.ts";
import { type PullReason, pullReason } from "./pull-reason.ts";

/** A container whose image does not come. */
export interface Pull extends Waiting {
  image: string;
  /** The text that says why, or else that it failed. */
  text: string;
  why: PullReason;
  /** Pull secrets that the pod names and its namespace does not have. */
  missingSecrets: readonly string[];
}

const PULLING = /^(?:ErrImagePull|ImagePullBackOff|RegistryUnavailable|SignatureValidationFailed|ImageInspectError)$/;
export const failedPulls = once((situation: Situation): readonly Pull[] =>
  waitingContainers(situation)
    .filter(({ reason }) => PULLING.test(reason))
    .map((waiting) => describe(situation, waiting)),
);

function describe(situation: Situation, waiting: Waiting): Pull {
  const texts = waiting.reason === "SignatureValidationFailed" ? ["signature validation failed"] : waiting.texts;
  const text = texts.find((candidate) => pullReason(candidate) !== undefined);
  const pull: Pull = {
    ...waiting,
    image: waiting.container.spec.image ?? "",
    text: text ?? waiting.texts[0] ?? waiting.reason,
    why: (text && pullReason(text)) || "unknown",
    missingSecrets: missingSecrets(situation, waiting),
  };
  const aboutAccess = pull.why === "ambiguous" || pull.why === "unauthorized";
  return aboutAccess ? { ...pull, why: settle(situation, pull) } : pull;
}

/** The kubelet says in an event which pull secrets it did not find. */
function missingSecrets(situation: Situation, { container: { pod } }: Waiting): string[] {
  const named = (pod.spec?.imagePullSecrets ?? []).flatMap(({ name }) => (name ? [name] : []));
  const told = situation.events.of(refOf(pod)).find(({ reason }) => reason === "FailedToRetrieveImagePullSecret");
  const namespace = pod.metadata.namespace ?? "";
  return named.filter(
    (name) => told?.message.includes(name) || (situation.lists("Secret") && !situation.find("Secret", namespace, name)),
  );
}

/**
 * Registries answer alike for a repository that is not there and one that needs credentials. A repository that a rollout
 * changed, or that pods without credentials ask for, is a wrong name, unless others pull from beside it with credentials.
 */
function settle(situation: Situation, { workload, container, why, image, missingSecrets }: Pull): PullReason {
  const [newest] = situation.rollouts(workload.ref);
  const edit = newest?.differences.find(({ path }) => path === `containers[${container.spec.name}].image`);
  const renamed = edit?.from && repositoryOf(edit.from) !== repositoryOf(edit.to ?? "");
  if (why === "ambiguous" && renamed) return "repository";
  if (missingSecrets.length > 0) return "secret-missing";
  const hasSecrets = (container.pod.spec?.imagePullSecrets?.length ?? 0) > 0;
  return why === "unauthorized" || hasSecrets || siblingsHaveSecrets(situation, workload.ref.namespace, image)
    ? "unauthorized"
    : "repository";
}

function siblingsHaveSecrets(situation: Situation, namespace: string, image: string): boolean {
  return situation
    .all("Pod", namespace)
    .some(
      ({ spec, status }) =>
        status?.phase === "Running" &&
        (spec?.imagePullSecrets?.length ?? 0) > 0 &&
        spec?.containers?.some((container) => ownerOf(container.image ?? "") === ownerOf(image)),
    );
}
