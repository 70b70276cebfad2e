-- What wrk sends: one step of a scenario, STEP, to each of the tokens in the file CODES in turn.
dofile("bench/load/done.lua")
local headers = { ["Content-Type"] = "application/json" }
local step, codes, at = os.getenv("STEP"), {}, 0
if step ~= "create" then
  for line in io.lines(os.getenv("CODES")) do codes[#codes + 1] = line end
end

function request()
  if step == "create" then return wrk.format("POST", "/api/tokens", headers, '{"entity":"screen:42"}') end
  at = at % #codes + 1
  if step == "pair" then return wrk.format("PUT", "/api/tokens/" .. codes[at], headers, '{"entity":"phone:77"}') end
  return wrk.format("GET", "/api/tokens/" .. codes[at])
end
