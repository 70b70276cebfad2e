import { run } from './run.ts';

const watermark = (part: string) => run(['scripts/services.sh', 'rabbitmqctl', '--quiet', 'set_vm_memory_high_watermark', part]);

/** Raises RabbitMQ's memory alarm: it stops reading from every connection that publishes. */
export const raiseMemoryAlarm = () => watermark('0.00001');
export const clearMemoryAlarm = () => watermark('0.4');
