-- Asks for the paths in the file PATHS, one a line; each run (RUN) begins at another one.
dofile("bench/load/done.lua")
local paths = assert(io.open(os.getenv("PATHS"))):read("*a")
local at = 1
-- The golden ratio keeps the beginnings of few runs far from each other.
local first = math.floor(#paths * ((tonumber(os.getenv("RUN")) * 0.618034) % 1))
if first > 0 then at = (paths:find("\n", first, true) or #paths) + 1 end
request = function()
  if at > #paths then at = 1 end
  local stop = paths:find("\n", at, true)
  local path = paths:sub(at, stop - 1)
  at = stop + 1
  return wrk.format("GET", path)
end
