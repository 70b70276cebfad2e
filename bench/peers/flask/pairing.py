"""The plain Flask and SQLAlchemy service that pairing is measured beside: the same four requests on a table of the same columns.

DATABASE_URL names the database. Run by gunicorn or by Flask's own server (`python3 pairing.py PORT`).
"""

import re
import secrets
import sys
from datetime import datetime, timedelta, timezone

from database import Base, Session, create_tables, problem, remove_session
from flask import Flask, request
from sqlalchemy import Column, DateTime, Text

ALPHABET = "BCDFGHJKLMNPQRSTVWXZ"
LIFETIME = timedelta(minutes=15)
PAIRED_LIFETIME = timedelta(days=30)


class Token(Base):
    __tablename__ = "tokens"
    code = Column(Text, primary_key=True)
    entity_1 = Column(Text, nullable=False)
    entity_2 = Column(Text)
    expires_at = Column(DateTime(timezone=True), nullable=False, index=True)

    def to_json(self):
        return {
            "token": f"{self.code[:4]}-{self.code[4:]}",
            "entity_1": self.entity_1,
            "entity_2": self.entity_2,
            "expires_at": self.expires_at.isoformat(),
        }


create_tables()
app = Flask(__name__)
app.teardown_appcontext(remove_session)


def now():
    return datetime.now(timezone.utc)


def read(code):
    return re.sub(r"[\s-]", "", code).upper()


@app.post("/api/tokens")
def create():
    token = Token(
        code="".join(secrets.choice(ALPHABET) for _ in range(8)),
        entity_1=request.get_json()["entity"],
        expires_at=now() + LIFETIME,
    )
    Session.add(token)
    Session.commit()
    return token.to_json(), 201


@app.get("/api/tokens/<code>")
def find(code):
    token = Session.get(Token, read(code))
    if token is None:
        return problem(404, "Not Found")
    if token.expires_at <= now():
        return problem(410, "Gone")
    return token.to_json()


@app.put("/api/tokens/<code>")
def pair(code):
    entity = request.get_json()["entity"]
    token = Session.get(Token, read(code), with_for_update=True)
    if token is None:
        return problem(404, "Not Found")
    if token.expires_at <= now():
        return problem(410, "Gone")
    if token.entity_2 is None:
        token.entity_2 = entity
        token.expires_at = now() + PAIRED_LIFETIME
        Session.commit()
    elif token.entity_2 != entity:
        return problem(409, "Conflict")
    return token.to_json()


@app.delete("/api/tokens/<code>")
def delete(code):
    token = Session.get(Token, read(code))
    if token is None:
        return problem(404, "Not Found")
    Session.delete(token)
    Session.commit()
    return {"deleted": 1}


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=int(sys.argv[1]))
