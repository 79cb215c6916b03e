import type { KubeObject } from "../../../core/kubernetes/meta.ts";
import type { ObjectRef } from "../../../core/object.ts";
import { refOf } from "../../situation/object-index.ts";
import type { Situation } from "../../situation/situation.ts";

const CONFIGURATIONS = ["ValidatingWebhookConfiguration", "MutatingWebhookConfiguration"] as const;
/** The API server calls webhooks inside the cluster by this name. */
const IN_CLUSTER = /https?:\/\/(?<name>[\w-]+)\.(?<namespace>[\w-]+)\.svc\b/;

/** The configuration that has a webhook of this name. */
export function configurationOf(situation: Situation, webhook: string): ObjectRef | undefined {
  const found = configurations(situation).find((item) => webhooksIn(item).some(({ name }) => name === webhook));
  return found && refOf(found);
}

/** Configurations with a webhook that is asked when pods are created. */
export function podConfigurations(situation: Situation): ObjectRef[] {
  return configurations(situation)
    .filter((item) =>
      webhooksIn(item).some(({ rules }) =>
        rules?.some(({ resources }) => resources?.some((r) => /^(?:pods|\*|\*\/\*)$/.test(r))),
      ),
    )
    .map(refOf);
}

/** The Service that answers for it, as the URL in the message says, when it was seen. */
export function backendOf(situation: Situation, message: string): ObjectRef | undefined {
  const { name = "", namespace = "" } = IN_CLUSTER.exec(message)?.groups ?? {};
  const service = situation.find("Service", namespace, name);
  return service && refOf(service);
}

function configurations(situation: Situation): KubeObject[] {
  return CONFIGURATIONS.flatMap((kind) => [...situation.other(kind)]);
}

interface Webhook {
  name?: string;
  rules?: { resources?: string[] }[];
}

function webhooksIn(configuration: KubeObject): Webhook[] {
  return "webhooks" in configuration && Array.isArray(configuration.webhooks) ? configuration.webhooks : [];
}
