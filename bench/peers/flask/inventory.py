"""The plain inventory of the exercise: films over SQLAlchemy. DATABASE_URL names the database. Run by gunicorn."""

from database import Base, Session, create_tables, problem, remove_session
from flask import Flask, jsonify, request
from sqlalchemy import Column, Integer, Text


class Movie(Base):
    __tablename__ = "movies"
    id = Column(Integer, primary_key=True)
    title = Column(Text, nullable=False)
    description = Column(Text, nullable=False)

    def to_json(self):
        return {"id": self.id, "title": self.title, "description": self.description}


create_tables()
app = Flask(__name__)
app.teardown_appcontext(remove_session)


@app.get("/api/movies")
def find_all():
    query = Session.query(Movie).order_by(Movie.id)
    if title := request.args.get("title"):
        query = query.filter(Movie.title.ilike(f"%{title}%"))
    if limit := request.args.get("limit"):
        query = query.limit(int(limit))
    return jsonify([movie.to_json() for movie in query])


@app.post("/api/movies")
def create():
    body = request.get_json()
    movie = Movie(title=body["title"], description=body.get("description", ""))
    Session.add(movie)
    Session.commit()
    return movie.to_json(), 201


@app.delete("/api/movies")
def delete_all():
    count = Session.query(Movie).delete()
    Session.commit()
    return {"deleted": count}


@app.get("/api/movies/<int:movie_id>")
def find(movie_id):
    movie = Session.get(Movie, movie_id)
    return movie.to_json() if movie else problem(404, "Not Found")


@app.put("/api/movies/<int:movie_id>")
def update(movie_id):
    movie = Session.get(Movie, movie_id)
    if movie is None:
        return problem(404, "Not Found")
    for name, value in request.get_json().items():
        setattr(movie, name, value)
    Session.commit()
    return movie.to_json()


@app.delete("/api/movies/<int:movie_id>")
def delete(movie_id):
    movie = Session.get(Movie, movie_id)
    if movie is None:
        return problem(404, "Not Found")
    Session.delete(movie)
    Session.commit()
    return {"deleted": 1}
