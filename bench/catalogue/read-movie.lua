-- Reads movies by id, in an order that no cache has a part in.
dofile("bench/load/done.lua")
local movies = tonumber(os.getenv("MOVIES"))
local n = 0
request = function()
  n = (n * 7919 + 12345) % movies
  return wrk.format("GET", "/api/movies/" .. (n + 1))
end
