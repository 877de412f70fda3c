"""Benchmarks: a seeded workspace of any size, and each stage measured beside its peers."""
