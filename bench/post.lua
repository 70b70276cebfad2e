-- What wrk posts.
wrk.method = "POST"
wrk.body = '{"user_id":"3","number_of_items":"5","total_amount":"180"}'
wrk.headers["Content-Type"] = "application/json"
