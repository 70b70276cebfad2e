"""The plain gateway of the exercise: forwards films to INVENTORY_URL, and puts orders into QUEUE at RABBITMQ_URL. Run by gunicorn, one
thread to a worker: each worker keeps its connections. An order is answered with 200 once RabbitMQ has confirmed it."""

import os

import pika
import requests
from flask import Flask, Response, request

app = Flask(__name__)
inventory = requests.Session()
# Without heartbeats: nothing would answer them while the worker waits for a request.
broker = pika.BlockingConnection(pika.URLParameters(os.environ["RABBITMQ_URL"] + "?heartbeat=0"))
channel = broker.channel()
channel.queue_declare(os.environ["QUEUE"], durable=True)
channel.confirm_delivery()


@app.route("/api/movies", methods=["GET", "POST", "DELETE"])
@app.route("/api/movies/<path:_path>", methods=["GET", "PUT", "DELETE"])
def forward(_path=""):
    answer = inventory.request(
        request.method,
        os.environ["INVENTORY_URL"] + request.full_path,
        data=request.get_data(),
        headers={"Content-Type": request.content_type} if request.content_type else {},
    )
    return Response(answer.content, answer.status_code, content_type=answer.headers["Content-Type"])


@app.post("/api/billing")
def post_order():
    request.get_json()
    channel.basic_publish(
        exchange="",
        routing_key=os.environ["QUEUE"],
        body=request.get_data(),
        properties=pika.BasicProperties(delivery_mode=2, content_type="application/json"),
        mandatory=True,
    )
    return {"message": "Message posted"}
