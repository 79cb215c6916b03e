import type { Rule } from "../../rule.ts";
import { accessDenied } from "./access-denied.ts";
import { certificateExpired } from "./certificate-expired.ts";
import { certificateNameMismatch } from "./certificate-name-mismatch.ts";
import { certificateUntrusted } from "./certificate-untrusted.ts";
import { clientCertificateRejected } from "./client-certificate-rejected.ts";
import { clockSkew } from "./clock-skew.ts";
import { connectionLimitReached } from "./connection-limit-reached.ts";
import { connectionPoolExhausted } from "./connection-pool-exhausted.ts";
import { credentialsMissing } from "./credentials-missing.ts";
import { credentialsRejected } from "./credentials-rejected.ts";
import { dataStoreMemoryFull } from "./data-store-memory-full.ts";
import { databaseLockContention } from "./database-lock-contention.ts";
import { databaseObjectMissing } from "./database-object-missing.ts";
import { databaseReadOnly } from "./database-read-only.ts";
import { databaseSchemaMissing } from "./database-schema-missing.ts";
import { dependencyErrors } from "./dependency-errors.ts";
import { dependencySlow } from "./dependency-slow.ts";
import { dependencyUnavailable } from "./dependency-unavailable.ts";
import { dnsResolutionFails } from "./dns-resolution-fails.ts";
import { externalNameUnknown } from "./external-name-unknown.ts";
import { leaderElectionLost } from "./leader-election-lost.ts";
import { portNotListening } from "./port-not-listening.ts";
import { protocolMismatch } from "./protocol-mismatch.ts";
import { rateLimited } from "./rate-limited.ts";
import { rbacForbidden } from "./rbac-forbidden.ts";
import { serviceMissing } from "./service-missing.ts";
import { tlsPlaintextMismatch } from "./tls-plaintext-mismatch.ts";
import { wrongServiceAddress } from "./wrong-service-address.ts";
import { wrongServicePort } from "./wrong-service-port.ts";

export const DEPENDENCY: readonly Rule[] = [
  accessDenied,
  certificateExpired,
  certificateNameMismatch,
  certificateUntrusted,
  clientCertificateRejected,
  clockSkew,
  connectionLimitReached,
  connectionPoolExhausted,
  credentialsMissing,
  credentialsRejected,
  dataStoreMemoryFull,
  databaseLockContention,
  databaseObjectMissing,
  databaseReadOnly,
  databaseSchemaMissing,
  dependencyErrors,
  dependencySlow,
  dependencyUnavailable,
  dnsResolutionFails,
  externalNameUnknown,
  leaderElectionLost,
  portNotListening,
  protocolMismatch,
  rateLimited,
  rbacForbidden,
  serviceMissing,
  tlsPlaintextMismatch,
  wrongServiceAddress,
  wrongServicePort,
];
