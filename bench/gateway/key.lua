-- A request with an API key.
dofile("bench/load/done.lua")
wrk.headers["X-API-Key"] = "mk_bench"
