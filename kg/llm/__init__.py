"""Proposals of a language model: any server with the OpenAI protocol may add facts; every one is checked like a rule's.

What is asked and what is taken is data: ontology/extraction/model.yaml.
"""
