"""Extraction: from the text of an article to proposed facts, offline and deterministic.

Words and rules are data in ontology/extraction; a text goes through clean, sentences, people, frames and gate.
"""
