"""The explorer for people and the SPARQL endpoint for machines, over the graph that a workspace last built."""
