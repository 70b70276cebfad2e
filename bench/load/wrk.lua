-- What wrk sends: METHOD, BODY and KEY as they are; PATHS is a file of paths, one a line, taken in turn; DELAY: a mean pause in ms.
wrk.method = os.getenv("METHOD")
wrk.body = os.getenv("BODY")
if wrk.body then wrk.headers["Content-Type"] = "application/json" end
wrk.headers["X-API-Key"] = os.getenv("KEY")

if os.getenv("PATHS") then
  local paths = {}
  for path in io.lines(os.getenv("PATHS")) do paths[#paths + 1] = path end
  -- The golden ratio keeps the beginnings of few runs far from each other.
  local at = math.floor(#paths * ((tonumber(os.getenv("RUN")) * 0.618034) % 1))
  function request()
    at = at % #paths + 1
    return wrk.format(nil, paths[at])
  end
end

local mean = tonumber(os.getenv("DELAY"))
if mean then
  function delay() return math.random(0, 2 * mean) end
end

-- One line of JSON: latencies in ms, errors of every kind together.
function done(summary, latency)
  local errors = summary.errors
  io.write(string.format('\n{"count":%d,"seconds":%f,"errors":%d,"p50":%f,"p99":%f}\n',
    summary.requests, summary.duration / 1e6, errors.connect + errors.read + errors.write + errors.status + errors.timeout,
    latency:percentile(50) / 1e3, latency:percentile(99) / 1e3))
end
