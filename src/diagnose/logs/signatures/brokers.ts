import { classOfText, signature } from "../signature.ts";

/** RabbitMQ, Kafka and NATS: brokers and clients. */
export const BROKERS = [
  signature("rabbit-refused", "authentication", /login refused: user '(?<user>[^']{0,80})'/),
  signature("rabbit-access", "authentication", /ACCESS_REFUSED - Login was refused/),
  signature("rabbit-vhost", "unknown-object", /vhost '?(?<db>[^\s']{1,80})'? not found/),
  signature(
    "rabbit-vhost-refused",
    "authorization",
    /access to vhost '(?<db>[^']{1,80})' refused for user '(?<user>[^']{1,80})'/,
  ),
  signature(
    "rabbit-queue",
    "unknown-object",
    /no (?:queue|exchange) '(?<table>[^']{1,120})' in vhost '(?<db>[^']{1,80})'/,
  ),
  signature(
    "rabbit-arguments",
    "config-invalid",
    /inequivalent arg '(?<key>[^']{1,80})' for (?:queue|exchange) '(?<table>[^']{1,120})'/,
  ),
  signature("rabbit-header", "protocol", /bad_header,<<(?<detail>.{1,40}?)>>/),
  signature(
    "rabbit-alarm",
    (found) => (found.detail === "disk" ? "disk-full" : "memory-full"),
    /(?<detail>memory|disk) resource limit alarm set|(?:Publishers|connections?).{0,40}blocked.{0,40}alarm/i,
    /resource limit alarm cleared/,
  ),
  signature(
    "rabbit-blocked",
    (found) => (found.detail === "disk" ? "disk-full" : "memory-full"),
    /[Cc]onnection (?:is )?blocked:? .{0,40}low on (?<detail>memory|disk)/,
    /[Cc]onnection (?:is )?unblocked/,
  ),
  signature("rabbit-management", "authentication", /HTTP access denied: user '(?<user>[^']{0,80})'/),
  signature(
    "kafka-node",
    "refused",
    /Connection to node -?\d+ \((?<host>[\w.-]+)?\/(?<ip>[0-9a-fA-F:.]+):(?<port>\d{1,5})\) could not be established/,
  ),
  signature(
    "kafka-bootstrap",
    "wrapper",
    /Bootstrap broker (?<host>[\w.-]+):(?<port>\d{1,5}) \(id: -?\d+ rack: null\) disconnected/,
  ),
  signature(
    "kafka-resolve",
    "dns-unknown",
    /Couldn't resolve server (?<host>[\w.-]+):(?<port>\d{1,5}) from bootstrap\.servers/,
  ),
  signature(
    "kafka-authentication",
    (found) => (/ssl/i.test(found.detail ?? "") ? (classOfText(found.detail) ?? "tls-untrusted") : "authentication"),
    /failed authentication due to: (?<detail>.{1,160})/,
  ),
  signature(
    "kafka-authorized",
    "authorization",
    /Not authorized to access (?:topics|group):? \[?(?<table>[^\]\s]{1,120})|TOPIC_AUTHORIZATION_FAILED/,
  ),
  signature("kafka-topic", "unknown-object", /(?:\{(?<table>[^={}]{1,120})=)?UNKNOWN_TOPIC_OR_PARTITION/),
  signature("kafka-sarama", "wrapper", /client has run out of available brokers/),
  signature("kafka-receive", "protocol", /Invalid receive \(size = (?<code>\d+)/),
  signature(
    "kafka-client",
    "authentication",
    /Failed authentication with \S{0,120}|Unexpected Kafka request of type METADATA during SASL handshake/,
  ),
  signature("kafka-log-dirs", "disk-full", /all log dirs in (?<file>\S{1,200}) have failed/),
  signature("kafka-isr", "quorum", /insufficient to satisfy the min\.isr|NotEnoughReplicas/),
  signature("nats-refused", "authentication", /nats: authorization violation|'Authorization Violation'/i),
  signature("kafka-cluster-id", "data-version", /Cluster ID \S{1,60} doesn't match stored clusterId/),
  signature(
    "nats-connections",
    "connection-limit",
    /nats: (?:account )?maximum (?:account active )?connections exceeded/i,
  ),
  signature("nats-storage", "disk-full", /insufficient storage resources available|maximum bytes exceeded/),
  signature("nats-replicas", "quorum", /JetStream system temporarily unavailable|no suitable peers for placement/),
  signature("kafka-storage", "upstream-error", /KafkaStorageException|KAFKA_STORAGE_ERROR/),
  signature("nats-stream", "upstream-error", /nats: no response from stream/),
  signature(
    "rabbit-internal",
    "upstream-error",
    /\b541\b.{0,60}INTERNAL_ERROR|\b506\b.{0,60}RESOURCE_ERROR|INTERNAL_ERROR.{0,60}\b541\b/,
  ),
  signature("rabbit-closed", "reset", /CONNECTION_FORCED - broker forced connection closure/),
];
