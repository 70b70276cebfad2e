-- What wrk prints at its end, as one line of JSON: latencies in ms, errors of every kind together.
function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '\n{"requests":%d,"rate":%f,"errors":%d,"p50":%f,"p90":%f,"p99":%f,"p999":%f}\n',
    summary.requests, summary.requests / summary.duration * 1e6,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout,
    latency:percentile(50) / 1e3, latency:percentile(90) / 1e3, latency:percentile(99) / 1e3, latency:percentile(99.9) / 1e3
  ))
end
