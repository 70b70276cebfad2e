"""The plain billing of the exercise: takes orders out of QUEUE at RABBITMQ_URL, and stores each before it acknowledges it."""

import json
import os

import pika
from database import Base, Session, create_tables
from sqlalchemy import Column, Integer, Numeric, Text


class Order(Base):
    __tablename__ = "orders"
    id = Column(Integer, primary_key=True)
    user_id = Column(Text, nullable=False)
    number_of_items = Column(Integer, nullable=False)
    total_amount = Column(Numeric(14, 2), nullable=False)


create_tables()


def store(channel, method, _properties, body):
    order = json.loads(body)
    Session.add(
        Order(
            user_id=order["user_id"],
            number_of_items=int(order["number_of_items"]),
            total_amount=order["total_amount"],
        )
    )
    Session.commit()
    channel.basic_ack(method.delivery_tag)


broker = pika.BlockingConnection(pika.URLParameters(os.environ["RABBITMQ_URL"]))
channel = broker.channel()
channel.queue_declare(os.environ["QUEUE"], durable=True)
channel.basic_qos(prefetch_count=100)
channel.basic_consume(os.environ["QUEUE"], store)
channel.start_consuming()
