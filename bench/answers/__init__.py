"""What `bench/compare_answers` asks two programs, and how it compares what they say."""
