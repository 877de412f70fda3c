"""SHACL as set-based SPARQL: shapes -> queries that answer with what breaks them -> results."""
