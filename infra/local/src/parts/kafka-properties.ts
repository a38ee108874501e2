/** What the broker's settings depend on. */
export interface BrokerPlace {
  readonly port: number;
  readonly controllerPort: number;
  /** Folder of the log segments. */
  readonly data: string;
}

const maxMessageBytes = 4 * 1024 * 1024;

/**
 * `server.properties` of one broker that is its own controller (https://kafka.apache.org/41/operations/kraft/).
 * The four short times let a broker that was killed come back in 3 s instead of 14. Messages may be larger than our
 * consumers accept, so that an oversized one reaches them and is refused with a reason.
 */
export const kafkaProperties = ({ port, controllerPort, data }: BrokerPlace): string => `\
process.roles=broker,controller
node.id=1
listeners=PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}
advertised.listeners=PLAINTEXT://127.0.0.1:${port}
controller.listener.names=CONTROLLER
inter.broker.listener.name=PLAINTEXT
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
controller.quorum.voters=1@127.0.0.1:${controllerPort}
log.dirs=${data}
num.partitions=6
auto.create.topics.enable=false
message.max.bytes=${maxMessageBytes}
offsets.topic.replication.factor=1
offsets.topic.num.partitions=6
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
group.initial.rebalance.delay.ms=0
broker.heartbeat.interval.ms=200
broker.session.timeout.ms=1000
controller.quorum.election.timeout.ms=200
controller.quorum.fetch.timeout.ms=500
`;
