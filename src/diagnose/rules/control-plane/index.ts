// The rules of this family, a line for each.
export { admissionWebhookNotServing } from "./admission-webhook-not-serving.ts";
export { admissionWebhookServiceMissing } from "./admission-webhook-service-missing.ts";
export { apiServiceUnavailable } from "./api-service-unavailable.ts";
export { clusterDnsDown } from "./cluster-dns-down.ts";
export { clusterDnsFailing } from "./cluster-dns-failing.ts";
export { clusterDnsLoop } from "./cluster-dns-loop.ts";
export { clusterDnsMisconfigured } from "./cluster-dns-misconfigured.ts";
export { controlPlaneComponentNotReady } from "./control-plane-component-not-ready.ts";
export { controllerManagerNotWorking } from "./controller-manager-not-working.ts";
export { controllerReportsFailure } from "./controller-reports-failure.ts";
export { csiDriverNotRegistered } from "./csi-driver-not-registered.ts";
export { endpointsOutdated } from "./endpoints-outdated.ts";
export { kubeProxyDown } from "./kube-proxy-down.ts";
export { networkPluginFailed } from "./network-plugin-failed.ts";
export { nodeServicesUnrouted } from "./node-services-unrouted.ts";
export { podAddressesExhausted } from "./pod-addresses-exhausted.ts";
export { schedulerNotWorking } from "./scheduler-not-working.ts";
