"""Frames: one module for each kind of fact, from rows of chunks to facts."""
