"""Side by side with the peers: the same ledger by the engine, by pandas and by Polars, and the bare scan by DuckDB."""
