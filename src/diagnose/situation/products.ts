import type { WorkloadView } from "./workload.ts";

/** A store or broker: the signatures of its errors, its client libraries, its usual port, and its names in images and settings. */
export interface Product {
  signatures: RegExp;
  /** Packages and modules as traces show them. */
  drivers: RegExp;
  port: number;
  names: RegExp;
}

const PRODUCTS: readonly Product[] = [
  {
    signatures: /^(?:pg|libpq|psycopg|pgjdbc|npgsql|pgx|pq-)/,
    drivers: /org\.postgresql\.|psycopg|asyncpg|lib\/pq|jackc\/pgx|Npgsql|node_modules\/pg\//,
    port: 5432,
    names: /postgres|pgsql|\bpg\b/i,
  },
  {
    signatures: /^(?:mysql|mariadb|node-mysql|go-mysql|mysqlconnector)/,
    drivers:
      /com\.mysql\.|org\.mariadb\.|mysql\.connector|pymysql|MySQLdb|go-sql-driver\/mysql|node_modules\/mysql|MySqlConnector/,
    port: 3306,
    names: /mysql|maria|percona/i,
  },
  {
    signatures: /^(?:redis|lettuce|jedis|seredis|go-redis|ruby-redis)/,
    drivers:
      /io\.lettuce\.|redis\.clients\.|redis\/connection\.py|redis\/go-redis|node_modules\/(?:io)?redis|StackExchange\.Redis/,
    port: 6379,
    names: /redis|valkey|(?<!mem)cache/i,
  },
  {
    signatures: /^(?:mongo|mgo|pymongo)/,
    drivers: /com\.mongodb\.|pymongo|go\.mongodb\.org|node_modules\/mongodb|\bMongo\w{0,20}Error\b/,
    port: 27017,
    names: /mongo/i,
  },
  {
    signatures: /^(?:memcache|bmc)/,
    drivers: /spymemcached|pymemcache|gomemcache|memcached\.|\bmemcache: /,
    port: 11211,
    names: /memcache/i,
  },
  {
    signatures: /^(?:kafka|librdkafka)/,
    drivers: /org\.apache\.kafka\.|confluent_kafka|kafka-python|kafkajs|segmentio\/kafka-go|sarama/,
    port: 9092,
    names: /kafka|broker|bootstrap/i,
  },
  {
    signatures: /^(?:rabbit|amqp|pika|kombu)/,
    drivers: /com\.rabbitmq\.|pika\/|kombu\/|amqplib|rabbitmq\/amqp091/,
    port: 5672,
    names: /rabbit|amqp|broker/i,
  },
  { signatures: /^consul/, drivers: /hashicorp\/consul\/api|com\.ecwid\.consul\./, port: 8500, names: /consul/i },
  {
    signatures: /^cassandra/,
    drivers: /com\.datastax\.|cassandra\.(?:cluster|query|io)|gocql|node_modules\/cassandra-driver/,
    port: 9042,
    names: /cassandra|scylla/i,
  },
  {
    signatures: /^clickhouse/,
    drivers: /DB::Exception|com\.clickhouse\.|clickhouse_(?:driver|connect)|clickhouse-go/,
    port: 8123,
    names: /clickhouse/i,
  },
  {
    signatures: /^(?:s3|minio)/,
    drivers:
      /\bXMinio|io\.minio\.|minio-go|botocore\.|services\.s3\.|aws-sdk-go\/service\/s3|aws-sdk-go-v2\/service\/s3|@aws-sdk\/client-s3/,
    port: 9000,
    names: /minio|seaweed|\bs3(?![a-z])|(?<![a-z])s3_|_s3(?![a-z])/i,
  },
  {
    signatures: /^etcd/,
    drivers: /\betcdserver: |go\.etcd\.io\/etcd\/client|io\.etcd\.jetcd/,
    port: 2379,
    names: /etcd/i,
  },
  {
    signatures: /^nats/,
    drivers: /\bnats: |nats-io\/nats\.go|io\.nats\.client|node_modules\/nats/,
    port: 4222,
    names: /\bnats|nats\b/i,
  },
  {
    signatures: /^(?:elastic)/,
    drivers:
      /org\.elasticsearch\.client|co\.elastic\.clients|elastic_transport|elastic\/go-elasticsearch|org\.opensearch\.client/,
    port: 9200,
    names: /elastic|opensearch/i,
  },
];

/** The product whose own error this signature is. */
export function productOf(signature: string): Product | undefined {
  return PRODUCTS.find(({ signatures }) => signatures.test(signature));
}

/** The product whose client library shows in these lines of a trace; the last one that does. */
export function productTraced(lines: readonly string[]): Product | undefined {
  return lines
    .toReversed()
    .map((line) => PRODUCTS.find(({ drivers }) => drivers.test(line)))
    .find((product) => product !== undefined);
}

/** The product that a text names: `rabbitmq_queue_messages`. */
export function productNamed(text: string): Product | undefined {
  return PRODUCTS.find(({ names }) => names.test(text));
}

/** The product that a workload runs, judging by its images. */
export function productRun(workload: WorkloadView): Product | undefined {
  return PRODUCTS.find((product) => runs(workload, product));
}

/** An image may bear the team's own name: then the port tells. One that names another product is no such image. */
export function runs({ template }: WorkloadView, { names, port }: Product): boolean {
  const containers = template.spec?.containers ?? [];
  const images = containers.map(({ image = "" }) => image.split("/").at(-1) ?? "").join(" ");
  if (names.test(images)) return true;
  const has = containers.some(({ ports }) => ports?.some(({ containerPort }) => containerPort === port));
  return has && productNamed(images) === undefined;
}
