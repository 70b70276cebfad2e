/** The message id of a new order. */
export const newMessageId = (): string => withTag(Bun.randomUUIDv7());

/** The message id of an order with this idempotency key: the same again for the same caller, so that a repeat needs no memory. */
export const messageIdOf = (key: string, caller: string): string =>
  withTag(new Bun.CryptoHasher('sha256').update(`${caller}\0${key}`).digest('base64url'));

/** Whether a gateway gave this id. A checksum, no signature: it finds typing errors, and a forged id misleads its forger only. */
export const isGatewayId = (id: string): boolean => {
  const tagAt = id.lastIndexOf('.');
  return tagAt !== -1 && id === withTag(id.slice(0, tagAt));
};

const withTag = (id: string): string => `${id}.${Bun.SHA256.hash(`matinee order ${id}`, 'hex').slice(0, 8)}`;
