import { shortName } from "../../../core/object.ts";
import { cite } from "../../cite.ts";
import { refOf } from "../../object-index.ts";
import { change, type Draft, look } from "../../rule.ts";
import type { Situation } from "../../situation.ts";
import { type Waiting, waitingContainers } from "../../trouble.ts";

export type PullReason =
  | "disk-full"
  | "platform"
  | "rate-limited"
  | "unresolvable"
  | "untrusted"
  | "unreachable"
  | "ambiguous"
  | "unauthorized"
  | "tag"
  | "repository"
  | "outage";

/** In this order, the first that matches: texts of containerd, CRI-O and the common registries as the kubelet passes them on. */
const CLASSES: readonly [PullReason, RegExp][] = [
  ["disk-full", /no space left on device/i],
  ["platform", /no match for platform in manifest|no matching manifest for/i],
  ["rate-limited", /toomanyrequests|429 Too Many Requests/i],
  [
    "unresolvable",
    /no such host|server misbehaving|temporary failure in name resolution|lookup \S+(?: on \S+)?: .*i\/o timeout/i,
  ],
  ["untrusted", /x509:|tls:|server gave HTTP response to HTTPS client/i],
  [
    "unreachable",
    /connection refused|no route to host|network is unreachable|i\/o timeout|context deadline exceeded|TLS handshake timeout|Client\.Timeout exceeded/i,
  ],
  [
    "ambiguous",
    /repository does not exist or may require authorization|insufficient_scope|requested access to the resource is denied/i,
  ],
  [
    "unauthorized",
    /401 Unauthorized|no basic auth credentials|failed to fetch (?:anonymous|oauth) token|failed to authorize|403 Forbidden|unauthorized:/i,
  ],
  ["repository", /name unknown|repository .*not found|NAME_UNKNOWN/i],
  ["tag", /: not found|manifest unknown|404 Not Found|could not fetch content descriptor/i],
  ["outage", /unexpected status.*: 5\d\d/i],
];

const PULLING = /^(?:ErrImagePull|ImagePullBackOff|RegistryUnavailable)$/;

export interface Pull extends Waiting {
  image: string;
  text: string;
  why: PullReason;
}

export function classifyPull(text: string): PullReason | undefined {
  return CLASSES.find(([, pattern]) => pattern.test(text))?.[0];
}

/** Containers whose image does not come, with the reason; those whose reason nothing tells are left out. */
function failedPulls(situation: Situation): Pull[] {
  return waitingContainers(situation).flatMap((waiting) => {
    if (!PULLING.test(waiting.reason)) return [];
    const text = waiting.texts.find((candidate) => classifyPull(candidate) !== undefined);
    const why = text === undefined ? undefined : classifyPull(text);
    if (text === undefined || why === undefined) return [];
    return [
      {
        ...waiting,
        image: waiting.container.spec.image ?? "",
        text,
        why: why === "ambiguous" ? settle(situation, waiting) : why,
      },
    ];
  });
}

/** Registries answer alike for a repository that is not there and one that needs credentials: an edited name or no credentials at all decides. */
function settle(situation: Situation, { workload, container }: Waiting): PullReason {
  const [newest] = situation.rollouts(workload.ref);
  const edit = newest?.differences.find(({ path }) => path === `containers[${container.spec.name}].image`);
  if (edit && repositoryOf(edit.from ?? "") !== repositoryOf(edit.to ?? "")) return "repository";
  return (container.pod.spec?.imagePullSecrets?.length ?? 0) > 0 ? "unauthorized" : "repository";
}

export function repositoryOf(image: string): string {
  return image.replace(/@sha256:.*$/, "").replace(/:[^/:]*$/, "");
}

export function registryOf(image: string): string {
  const [first = ""] = image.split("/");
  return image.includes("/") && /[.:]|^localhost$/.test(first) ? first : "docker.io";
}

/** One draft for every image that fails for one of these reasons. */
export function pullDrafts(
  situation: Situation,
  reasons: readonly PullReason[],
  title: (pull: Pull) => string,
): Draft[] {
  return failedPulls(situation)
    .filter(({ why }) => reasons.includes(why))
    .map((pull) => ({
      object: pull.workload.ref,
      title: title(pull),
      confidence: "high",
      since: pull.since,
      severity: pull.workload.pods.length > pull.pods ? "warning" : "critical",
      evidence: [
        cite.object(refOf(pull.container.pod), `${pull.reason} in ${pull.pods} pods: ${pull.text}`, {
          image: pull.image,
        }),
      ],
      next: steps(situation, pull),
    }));
}

function steps(situation: Situation, { workload: { ref } }: Pull) {
  const [newest] = situation.rollouts(ref);
  const undo = newest?.differences.some(({ path }) => path.endsWith(".image"))
    ? [
        change(
          "Go back to the image that worked",
          `kubectl -n ${ref.namespace} rollout undo ${shortName(ref)} --to-revision=${newest.previous}`,
        ),
      ]
    : [];
  return [...undo, look("See the images in use", `kubectl -n ${ref.namespace} get ${shortName(ref)} -o wide`)];
}
