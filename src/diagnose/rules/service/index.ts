import type { Rule } from "../../rule.ts";
import { authorizationPolicyDenies } from "./authorization-policy-denies.ts";
import { destinationRuleSubsetEmpty } from "./destination-rule-subset-empty.ts";
import { dnsOverride } from "./dns-override.ts";
import { externalNameUnresolvable } from "./external-name-unresolvable.ts";
import { faultInjectionConfigured } from "./fault-injection-configured.ts";
import { gatewayMissing } from "./gateway-missing.ts";
import { ingressClassUnknown } from "./ingress-class-unknown.ts";
import { ingressServiceMissing } from "./ingress-service-missing.ts";
import { ingressServicePortMissing } from "./ingress-service-port-missing.ts";
import { ingressTlsSecretMissing } from "./ingress-tls-secret-missing.ts";
import { mtlsModeConflict } from "./mtls-mode-conflict.ts";
import { networkPolicyDeniesDns } from "./network-policy-denies-dns.ts";
import { networkPolicyDeniesEgress } from "./network-policy-denies-egress.ts";
import { networkPolicyDeniesIngress } from "./network-policy-denies-ingress.ts";
import { networkPolicyIsolates } from "./network-policy-isolates.ts";
import { routeBackendMissing } from "./route-backend-missing.ts";
import { routeWeightZero } from "./route-weight-zero.ts";
import { scaledToZero } from "./scaled-to-zero.ts";
import { serviceProtocolMismatch } from "./service-protocol-mismatch.ts";
import { serviceSelectorMismatch } from "./service-selector-mismatch.ts";
import { serviceSelectsOtherPods } from "./service-selects-other-pods.ts";
import { serviceTargetPortNameUnknown } from "./service-target-port-name-unknown.ts";
import { serviceTargetPortNotServed } from "./service-target-port-not-served.ts";
import { serviceWithoutBackends } from "./service-without-backends.ts";
import { serviceWithoutReadyEndpoints } from "./service-without-ready-endpoints.ts";
import { virtualServiceHostUnknown } from "./virtual-service-host-unknown.ts";
import { virtualServicePortUnknown } from "./virtual-service-port-unknown.ts";
import { virtualServiceSubsetUnknown } from "./virtual-service-subset-unknown.ts";

export const SERVICE: readonly Rule[] = [
  authorizationPolicyDenies,
  destinationRuleSubsetEmpty,
  dnsOverride,
  externalNameUnresolvable,
  faultInjectionConfigured,
  gatewayMissing,
  ingressClassUnknown,
  ingressServiceMissing,
  ingressServicePortMissing,
  ingressTlsSecretMissing,
  mtlsModeConflict,
  networkPolicyDeniesDns,
  networkPolicyDeniesEgress,
  networkPolicyDeniesIngress,
  networkPolicyIsolates,
  routeBackendMissing,
  routeWeightZero,
  scaledToZero,
  serviceProtocolMismatch,
  serviceSelectorMismatch,
  serviceSelectsOtherPods,
  serviceTargetPortNameUnknown,
  serviceTargetPortNotServed,
  serviceWithoutBackends,
  serviceWithoutReadyEndpoints,
  virtualServiceHostUnknown,
  virtualServicePortUnknown,
  virtualServiceSubsetUnknown,
];
