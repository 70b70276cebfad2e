-- What wrk posts.
dofile("bench/load/done.lua")
wrk.method = "POST"
wrk.body = '{"user_id":"3","number_of_items":"5","total_amount":"180"}'
wrk.headers["Content-Type"] = "application/json"
