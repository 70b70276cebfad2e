# Debian's RabbitMQ with the environment, the user, the plugins and the volume of the official image.
FROM debian:bookworm-slim
RUN groupadd --gid 999 rabbitmq && useradd --uid 999 --gid 999 --home-dir /var/lib/rabbitmq rabbitmq \
  && apt-get update && apt-get install -y --no-install-recommends rabbitmq-server && rm -rf /var/lib/apt/lists/* /var/lib/rabbitmq/* \
  && ln -sf /usr/lib/rabbitmq/bin/* /usr/local/bin/ \
  && echo '[rabbitmq_management,rabbitmq_prometheus].' >/etc/rabbitmq/enabled_plugins \
  && echo 'log.console = true' >/etc/rabbitmq/rabbitmq.conf \
  && install -d -m 1777 -o rabbitmq -g rabbitmq /var/lib/rabbitmq /var/log/rabbitmq
ENV HOME=/var/lib/rabbitmq
VOLUME /var/lib/rabbitmq
CMD ["rabbitmq-server"]
