"""Whatever outlives a process: promises (`blobs`, `records`, `jobs`, `backfills`, `queue`) and their keepers."""
