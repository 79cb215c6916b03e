import type { Rule } from "../../rule.ts";
import { admissionWebhookNotServing } from "./admission-webhook-not-serving.ts";
import { admissionWebhookServiceMissing } from "./admission-webhook-service-missing.ts";
import { apiServiceUnavailable } from "./api-service-unavailable.ts";
import { clusterDnsDown } from "./cluster-dns-down.ts";
import { clusterDnsFailing } from "./cluster-dns-failing.ts";
import { clusterDnsMisconfigured } from "./cluster-dns-misconfigured.ts";
import { controlPlaneComponentNotReady } from "./control-plane-component-not-ready.ts";
import { controllerManagerNotWorking } from "./controller-manager-not-working.ts";
import { csiDriverNotRegistered } from "./csi-driver-not-registered.ts";
import { kubeProxyDown } from "./kube-proxy-down.ts";
import { networkPluginFailed } from "./network-plugin-failed.ts";
import { podAddressesExhausted } from "./pod-addresses-exhausted.ts";
import { schedulerNotWorking } from "./scheduler-not-working.ts";

export const CONTROL_PLANE: readonly Rule[] = [
  admissionWebhookNotServing,
  admissionWebhookServiceMissing,
  apiServiceUnavailable,
  clusterDnsDown,
  clusterDnsFailing,
  clusterDnsMisconfigured,
  controlPlaneComponentNotReady,
  controllerManagerNotWorking,
  csiDriverNotRegistered,
  kubeProxyDown,
  networkPluginFailed,
  podAddressesExhausted,
  schedulerNotWorking,
];
