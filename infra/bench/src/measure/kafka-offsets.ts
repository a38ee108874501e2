import kafkajs from 'kafkajs';

/** How far a consumer group has come in a topic: what it has committed, in messages over all partitions. */
export class GroupProgress {
  private readonly admin: kafkajs.Admin;

  private constructor(
    brokers: readonly string[],
    private readonly groupId: string,
    private readonly topic: string,
  ) {
    const kafka = new kafkajs.Kafka({ clientId: 'bench', brokers: [...brokers], logLevel: kafkajs.logLevel.NOTHING });
    this.admin = kafka.admin();
  }

  static async open(brokers: readonly string[], groupId: string, topic: string): Promise<GroupProgress> {
    const progress = new GroupProgress(brokers, groupId, topic);
    await progress.admin.connect();
    return progress;
  }

  async committed(): Promise<number> {
    const found = await this.admin.fetchOffsets({ groupId: this.groupId, topics: [this.topic] });
    const offsets = found.flatMap(({ partitions }) => partitions.map(({ offset }) => Math.max(Number(offset), 0)));
    return offsets.reduce((sum, offset) => sum + offset, 0);
  }

  close(): Promise<void> {
    return this.admin.disconnect();
  }
}
