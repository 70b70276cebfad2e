-- The URL as it is.
dofile("bench/load/done.lua")
