-- What wrk adds.
wrk.method = "POST"
wrk.body = '{"title":"A new movie","description":"Very short description"}'
wrk.headers["Content-Type"] = "application/json"
