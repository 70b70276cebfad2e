/** Whether a value fits into an AMQP short string: 255 bytes, which amqplib refuses to exceed. */
export const isShortString = (value: unknown): boolean => typeof value === 'string' && Buffer.byteLength(value) <= 255;
