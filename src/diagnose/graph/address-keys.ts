import type { Container } from "../../core/kubernetes/container.ts";
import type { ObjectRef } from "../../core/object.ts";
import { type ObjectIndex, refOf } from "../situation/object-index.ts";
import type { WorkloadView } from "../situation/workload.ts";

/** A setting that tells a workload where something is: `MYSQL_PORT` of Secret `orders-db`. Values are not looked at. */
export interface AddressKey {
  key: string;
  holder: ObjectRef;
}

const ADDRESS =
  /(?:^|[_.-])(?:hosts?|hostname|ports?|urls?|uris?|addrs?|address(?:es)?|endpoints?|servers?|brokers?|dsn)$/i;

const CREDENTIAL =
  /(?:^|[_.-])(?:user(?:name)?|login|pass(?:word|wd)?|pw|credentials?|access[_.-]?key(?:[_.-]?id)?|secret(?:[_.-]?(?:access[_.-]?)?key)?|token|auth)$/i;

/** Every such setting of the workload's containers, wherever it comes from. */
export function addressKeys(workload: WorkloadView, index: ObjectIndex): AddressKey[] {
  return settingsOf(workload, index).filter(({ key }) => ADDRESS.test(key));
}

/** The settings that tell a workload who it is to others. Values are not looked at. */
export function credentialKeys(workload: WorkloadView, index: ObjectIndex): AddressKey[] {
  return settingsOf(workload, index).filter(({ key }) => CREDENTIAL.test(key));
}

function settingsOf({ template, ref }: WorkloadView, index: ObjectIndex): AddressKey[] {
  return (template.spec?.containers ?? []).flatMap((container) => [
    ...fromEnv(container, ref),
    ...fromAll(container, ref, index),
  ]);
}

function fromEnv({ env }: Container, workload: ObjectRef): AddressKey[] {
  return (env ?? []).map(({ name, valueFrom }) => {
    const { secretKeyRef, configMapKeyRef } = valueFrom ?? {};
    if (secretKeyRef) return { key: secretKeyRef.key, holder: holder("Secret", workload, secretKeyRef.name) };
    if (configMapKeyRef)
      return { key: configMapKeyRef.key, holder: holder("ConfigMap", workload, configMapKeyRef.name) };
    return { key: name, holder: workload };
  });
}

function fromAll({ envFrom }: Container, { namespace }: ObjectRef, index: ObjectIndex): AddressKey[] {
  return (envFrom ?? []).flatMap(({ secretRef, configMapRef }) =>
    [
      index.find("Secret", namespace, secretRef?.name ?? ""),
      index.find("ConfigMap", namespace, configMapRef?.name ?? ""),
    ]
      .filter((object) => object !== undefined)
      .flatMap((object) => Object.keys(object.data ?? {}).map((key) => ({ key, holder: refOf(object) }))),
  );
}

function holder(kind: "Secret" | "ConfigMap", { namespace }: ObjectRef, name = ""): ObjectRef {
  return { apiVersion: "v1", kind, namespace, name };
}
