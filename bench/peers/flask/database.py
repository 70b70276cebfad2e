"""What the plain services have in common: one engine for DATABASE_URL, and a session for each request."""

import os

from flask import jsonify
from sqlalchemy import create_engine, text
from sqlalchemy.orm import declarative_base, scoped_session, sessionmaker

engine = create_engine(os.environ["DATABASE_URL"], pool_size=10, max_overflow=50)
Session = scoped_session(sessionmaker(bind=engine))
Base = declarative_base()


def create_tables():
    """Creates what is missing; of several workers that start at once, one after the other."""
    with engine.begin() as connection:
        connection.execute(text("select pg_advisory_xact_lock(1)"))
        Base.metadata.create_all(connection)


def problem(status, title):
    return jsonify(title=title, status=status), status


def remove_session(_error):
    Session.remove()
