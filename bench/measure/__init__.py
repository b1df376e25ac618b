"""What `bench/run` measures, one module for each part of the table."""
