-- What wrk adds.
dofile("bench/load/done.lua")
wrk.method = "POST"
wrk.body = '{"title":"A new movie","description":"Very short description"}'
wrk.headers["Content-Type"] = "application/json"
