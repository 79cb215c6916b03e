import type { Signal } from "../../../core/signal.ts";
import type { Meter } from "./meter.ts";

const POD = ["namespace", "pod"];
const STORE = ["namespace", "pod", "instance"];

type Shape = Pick<Meter, "by"> & Partial<Meter>;
const gauge = (signal: Signal, metric: string, rest: Shape): Meter => ({
  signal,
  value: { metric },
  aggregate: "max",
  ...rest,
});
const ratio = (signal: Signal, metric: string, maximum: string, rest: Shape): Meter => ({
  ...gauge(signal, metric, rest),
  over: { metric: maximum },
});
const spent = (metric: string): Meter => ({
  signal: "gc-time-ratio",
  value: { metric, counter: true },
  aggregate: "sum",
  by: POD,
});
/** Messages that wait: a queue's own exporter and a consumer group's name it each in their way. */
const waiting = (metric: string, queue: string[]): Meter =>
  gauge("queue-length", metric, { by: ["namespace", ...queue], aggregate: "sum" });

/** What runtimes, connection pools and data stores tell about their own saturation. */
export const PROGRAMS: readonly Meter[] = [
  ratio("pool-used-ratio", "hikaricp_connections_active", "hikaricp_connections_max", { by: [...POD, "pool"] }),
  ratio("pool-used-ratio", "tomcat_threads_busy_threads", "tomcat_threads_config_max_threads", {
    by: [...POD, "name"],
  }),
  ratio("pool-used-ratio", "go_sql_in_use_connections", "go_sql_max_open_connections", { by: [...POD, "db_name"] }),
  gauge("pool-waiting", "hikaricp_connections_pending", { by: [...POD, "pool"], above: 0 }),
  gauge("pool-waiting", "db_client_connections_pending_requests", { by: [...POD, "pool_name"], above: 0 }),
  gauge("pool-waiting", "dotnet_thread_pool_queue_length", { by: POD, above: 0 }),
  gauge("pool-waiting", "phpfpm_listen_queue", { by: POD, above: 0 }),
  {
    signal: "heap-used-ratio",
    value: { metric: "jvm_memory_used_bytes", where: 'area="heap"' },
    over: { metric: "jvm_memory_max_bytes", where: 'area="heap"' },
    aggregate: "sum",
    by: POD,
  },
  {
    signal: "heap-used-ratio",
    value: { metric: "jvm_memory_bytes_used", where: 'area="heap"' },
    over: { metric: "jvm_memory_bytes_max", where: 'area="heap"' },
    aggregate: "sum",
    by: POD,
  },
  spent("jvm_gc_pause_seconds_sum"),
  spent("jvm_gc_collection_seconds_sum"),
  spent("nodejs_gc_duration_seconds_sum"),
  gauge("event-loop-lag", "nodejs_eventloop_lag_p99_seconds", { by: POD }),
  gauge("event-loop-lag", "nodejs_eventloop_lag_seconds", { by: POD, fallback: true }),
  ratio("files-used-ratio", "process_open_fds", "process_max_fds", { by: POD }),
  ...["pg_up", "mysql_up", "redis_up", "mongodb_up"].map((metric) =>
    gauge("store-up", metric, { by: STORE, aggregate: "min", worst: "low" }),
  ),
  ratio("store-connections-ratio", "pg_stat_activity_count", "pg_settings_max_connections", {
    by: STORE,
    aggregate: "sum",
  }),
  ratio("store-connections-ratio", "mysql_global_status_threads_connected", "mysql_global_variables_max_connections", {
    by: STORE,
  }),
  ratio("store-connections-ratio", "redis_connected_clients", "redis_config_maxclients", { by: STORE }),
  waiting("kafka_consumergroup_lag", ["consumergroup", "topic"]),
  waiting("kafka_consumergroup_group_lag", ["group", "topic"]),
  waiting("rabbitmq_queue_messages_ready", ["vhost", "queue"]),
  waiting("pulsar_subscription_back_log", ["topic", "subscription"]),
  waiting("jetstream_consumer_num_pending", ["stream_name", "consumer_name"]),
  waiting("celery_queue_length", ["queue_name"]),
  gauge("target-up", "up", { by: ["namespace", "pod", "job", "instance"], aggregate: "min", worst: "low" }),
];
