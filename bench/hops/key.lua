-- A request with an API key.
wrk.headers["X-API-Key"] = "mk_bench"
