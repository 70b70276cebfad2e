import { run } from './run.ts';

const watermark = (part: string) => run(['scripts/services.sh', 'rabbitmqctl', '--quiet', 'set_vm_memory_high_watermark', part]);

/** Makes the local RabbitMQ believe that it is short of memory: it stops reading every connection that publishes. */
export const raiseMemoryAlarm = () => watermark('0.00001');
export const clearMemoryAlarm = () => watermark('0.4');
