"""Commands on pipelines and project folders."""
