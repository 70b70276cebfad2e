export const newMessageId = (): string => withTag(Bun.randomUUIDv7());

/** The message id of a caller's idempotency key. It is derived, so that the gateway stores no keys. */
export const messageIdOf = (key: string, caller: string): string =>
  withTag(new Bun.CryptoHasher('sha256').update(`${caller}\0${key}`).digest('base64url'));

/** Whether a gateway created this id. A checksum, not a signature: a forged id misleads only its forger. */
export const isGatewayId = (id: string): boolean => {
  const tagAt = id.lastIndexOf('.');
  return tagAt !== -1 && id === withTag(id.slice(0, tagAt));
};

const withTag = (id: string): string => `${id}.${Bun.SHA256.hash(`matinee order ${id}`, 'hex').slice(0, 8)}`;
