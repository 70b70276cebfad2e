/** RabbitMQ goes on for a moment when its clients stop: so long a turn makes that a small part of it. */
export const turnMs = 500;
